import type { Frame, SchemaVersion } from '@glueline/schema-registry';
import { createPutCompiler } from './compiled-put.ts';
import type { FieldPlan } from './field-plan.ts';
import type { ItemMapping } from './item-mapping.ts';
import { createJsonBytes } from './json-bytes.ts';
import { createItems, toPlainPut } from './plain-put.ts';
import { createProjection } from './projection.ts';
import type { KafkaRecord } from './record.ts';
import type { TableWrite } from './table/table-writer.ts';

/** `fields` only where its payloads can be written in the compiled way. */
export type WritableVersion = SchemaVersion & { fields: readonly FieldPlan[] | undefined };

export type Puts = {
  /** Once per schema version, for all of its records. */
  toWritable: (version: SchemaVersion) => WritableVersion;
  /** Throws DatumError, ResolutionError or ItemError, which are final. */
  toPut: (frame: Frame, version: WritableVersion, record: KafkaRecord) => TableWrite;
  /** Before the first record: the version that all events are read as, whichever wrote them. */
  pin: (reader: SchemaVersion) => void;
};

/**
 * The put of a record, in one of two ways that come to the same. The compiled one writes what it reads; the plain one
 * goes by event and item. It is for what the other does not take: events that are read as a pinned version, that are
 * no records, and all that become dead letters, so that there is one place which says why.
 */
export function createPuts(mapping: ItemMapping): Puts {
  const json = createJsonBytes();
  const projection = createProjection();
  const toItem = createItems(mapping);
  const { compile, write } = createPutCompiler(mapping, json);

  return {
    pin: (reader) => projection.pin(reader),
    toWritable: (version) => ({ ...version, fields: compile(version.schema) }),
    toPut(frame, version, record) {
      const { fields } = version;
      const put = fields && !projection.isPinned() ? write(fields, frame.payload, record) : undefined;
      return put ?? toPlainPut(toItem(projection.toEvent(frame, version), record), mapping, json);
    },
  };
}
