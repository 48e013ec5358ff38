import type { Frame, SchemaVersion } from '@glueline/schema-registry';
import { createPutCompiler, type WritePut } from './compiled-put.ts';
import type { ItemMapping } from './item-mapping.ts';
import { createJsonBytes } from './json-bytes.ts';
import { createItems, toPlainPut } from './plain-put.ts';
import type { Projection } from './projection.ts';
import type { KafkaRecord } from './record.ts';
import type { TableWrite } from './table/table-writer.ts';

/** Throws DatumError, ResolutionError or ItemError, which are final. */
export type ToPut = (frame: Frame, version: SchemaVersion, record: KafkaRecord) => TableWrite;

/**
 * The put of a record, in one of two ways that come to the same. The compiled one writes what it reads; the plain one
 * goes by event and item. It is for what the other does not take: events that are read as a pinned version, that are
 * no records, and all that become dead letters, so that there is one place which says why.
 */
export function createPuts(mapping: ItemMapping, projection: Projection): ToPut {
  const json = createJsonBytes();
  const toItem = createItems(mapping);
  const compilePut = createPutCompiler(mapping, json);
  const compiled = new WeakMap<SchemaVersion, WritePut>();

  function readCompiled(version: SchemaVersion): WritePut {
    const known = compiled.get(version);
    if (known !== undefined) return known;
    const writePut = compilePut(version.schema) ?? (() => undefined);
    compiled.set(version, writePut);
    return writePut;
  }

  return (frame, version, record) => {
    const put = projection.isPinned() ? undefined : readCompiled(version)(frame.payload, record);
    return put ?? toPlainPut(toItem(projection.toEvent(frame, version), record), mapping, json);
  };
}
