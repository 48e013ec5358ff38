import { compileAvroType, encodeFrame } from '@glueline/schema-registry';
import { DEFINITION } from './load.ts';
import type { World } from './world.ts';

const RECORD_BYTES = 2000;
/** Below the broker's limit of a request. */
const BATCH_RECORDS = 300;

export const BACKLOG_DEVICE_ID = `backlog ${'x'.repeat(RECORD_BYTES - 100)}`;

/** Sends so much at once, as items of their own. Resolves to how many records that were. */
export async function sendBacklog(
  { producer, topic, schemaVersionId }: World,
  megabytes: number,
): Promise<number> {
  const type = compileAvroType(DEFINITION);
  const deviceId = BACKLOG_DEVICE_ID;
  const count = Math.ceil((megabytes * 1024 * 1024) / RECORD_BYTES);
  for (let from = 0; from < count; from += BATCH_RECORDS) {
    const length = Math.min(BATCH_RECORDS, count - from);
    const messages = Array.from({ length }, (_, index) => {
      const payload = type.encode({ deviceId, timestamp: String(from + index), sequence: from + index });
      return { topic, value: encodeFrame({ schemaVersionId, payload, compression: 'none' }) };
    });
    await producer.send({ messages, acks: -1 });
  }
  return count;
}
