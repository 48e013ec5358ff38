import type { Fence } from '../../src/fence.ts';
import type { SendBatch } from '../../src/table/batch-request.ts';
import { createLaneTableWriter } from '../../src/table/lane-table-writer.ts';
import { createRequestLimit } from '../../src/table/request-limit.ts';
import { createOutageDouble } from '../doubles.ts';

export const turn = async () => new Promise((resolve) => setImmediate(resolve));
const open: Fence = { isOpen: () => true, whenOpen: async () => {} };

export function createWriter(send: SendBatch, options: { fence?: Fence; maxHeldBytes?: number } = {}) {
  const outage = createOutageDouble();
  const seen = { puts: 0, deletes: 0, replaced: 0, throttled: [] as unknown[], operator: [] as unknown[] };
  const writer = createLaneTableWriter({
    send,
    limit: createRequestLimit({ min: 1, max: 8 }),
    fence: open,
    outage,
    observer: {
      onStored({ puts, deletes, replaced }) {
        seen.puts += puts;
        seen.deletes += deletes;
        seen.replaced += replaced;
      },
      onThrottled: (throttled) => seen.throttled.push(throttled),
      onOperatorNeeded: (cause) => seen.operator.push(cause),
      onLoad() {},
    },
    ...options,
  });
  return { writer, outage, seen };
}
