import type { Consumer } from '@platformatic/kafka';

/** Kafka's word for the start of the log, in a request for offsets by time. */
const EARLIEST_TIMESTAMP = -2n;

/** Where each partition goes on: at its committed offset, or at the start of its log when it has none. */
export async function readPositions(
  clients: { member: Consumer; fetcher: Consumer },
  topic: string,
  partitions: readonly number[],
): Promise<Map<number, bigint>> {
  if (partitions.length === 0) return new Map();
  // Both clients answer from cached metadata, which does not know a partition that was just added.
  await clients.fetcher.metadata({ topics: [topic], forceUpdate: true });
  const committed = await clients.member.listCommittedOffsets({
    topics: [{ topic, partitions: [...partitions] }],
  });
  const positions = new Map<number, bigint>();
  for (const partition of partitions) {
    const offset: unknown = committed.get(topic)?.[partition];
    const hasCommit = typeof offset === 'bigint' && offset >= 0n;
    positions.set(partition, hasCommit ? offset : await readLogStart(clients.fetcher, topic, partition));
  }
  return positions;
}

export async function readLogStart(fetcher: Consumer, topic: string, partition: number): Promise<bigint> {
  const offsets = await fetcher.listOffsets({
    topics: [topic],
    partitions: { [topic]: [partition] },
    timestamp: EARLIEST_TIMESTAMP,
  });
  const offset: unknown = offsets.get(topic)?.[partition];
  // Anything else in a fetch request stops the fetches of all partitions.
  if (typeof offset !== 'bigint') throw new Error(`no start offset for partition ${partition} of ${topic}`);
  return offset;
}
