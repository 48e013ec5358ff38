import { compileAvroType, encodeFrame } from '@glueline/schema-registry';
import { DEFINITION } from './load.ts';
import type { World } from './world.ts';

const RECORD_BYTES = 2000;
/** Below the broker's limit of a request. */
const BATCH_RECORDS = 300;
/** Few: DynamoDB Local looks at all items of a device for every page that is read of them. */
const DEVICE_RECORDS = 1000;

/** Sends so much at once, as items of their own. Resolves to how many records that were. */
export async function sendBacklog(
  { producer, topic, schemaVersionId }: World,
  megabytes: number,
): Promise<number> {
  const type = compileAvroType(DEFINITION);
  const count = Math.ceil((megabytes * 1024 * 1024) / RECORD_BYTES);
  for (let from = 0; from < count; from += BATCH_RECORDS) {
    const length = Math.min(BATCH_RECORDS, count - from);
    const messages = Array.from({ length }, (_, index) => {
      const sequence = from + index;
      const deviceId = toDeviceId(Math.floor(sequence / DEVICE_RECORDS));
      const payload = type.encode({ deviceId, timestamp: String(sequence), sequence });
      return { topic, value: encodeFrame({ schemaVersionId, payload, compression: 'none' }) };
    });
    await producer.send({ messages, acks: -1 });
  }
  return count;
}

/** How many of so many records have an item. */
export async function countStored(world: Pick<World, 'countItems'>, sent: number): Promise<number> {
  let stored = 0;
  for (let device = 0; device * DEVICE_RECORDS < sent; device++) {
    stored += await world.countItems(toDeviceId(device));
  }
  return stored;
}

function toDeviceId(device: number): string {
  return `backlog-${device}-${'x'.repeat(RECORD_BYTES - 100)}`;
}
