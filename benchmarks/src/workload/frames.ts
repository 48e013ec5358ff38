import { compileAvroType, encodeFrame } from '@glueline/schema-registry';
import { toDefinition } from './definition.ts';
import { createEvent, type Workload } from './workload.ts';

/** The frame of a sequence number; `versionIds` are those of versions 1, 2, … */
export function createFraming(workload: Workload, versionIds: readonly string[]) {
  const types = versionIds.map((_, index) => compileAvroType(toDefinition(index + 1)));
  return (sequence: number): Buffer => {
    const version = sequence % versionIds.length;
    const unused = version === 0 ? {} : { [`unused${version + 1}`]: null };
    const payload = types[version]!.encode({ ...createEvent(workload, sequence), ...unused });
    return encodeFrame({ schemaVersionId: versionIds[version]!, payload, compression: 'none' });
  };
}
