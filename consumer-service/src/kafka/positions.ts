import type { Consumer } from '@platformatic/kafka';

/** Kafka's words for the two ends of a log, in a request for offsets by time. */
const LOG_END_TIMESTAMPS = { earliest: -2n, latest: -1n } as const;

/** The committed offset of each partition that has one: the next to read. */
export async function readCommitted(
  clients: { member: Consumer; fetcher: Consumer },
  topic: string,
  partitions: readonly number[],
): Promise<Map<number, bigint>> {
  if (partitions.length === 0) return new Map();
  // Offsets are looked up by cached metadata, which does not know a partition that was just added.
  await clients.fetcher.metadata({ topics: [topic], forceUpdate: true });
  const committed = await clients.member.listCommittedOffsets({
    topics: [{ topic, partitions: [...partitions] }],
  });
  const positions = new Map<number, bigint>();
  for (const partition of partitions) {
    const offset: unknown = committed.get(topic)?.[partition];
    if (typeof offset === 'bigint' && offset >= 0n) positions.set(partition, offset);
  }
  return positions;
}

/** Where a partition's log begins, or the offset after its last record. */
export async function readLogEnd(
  fetcher: Pick<Consumer, 'listOffsets'>,
  of: { topic: string; partition: number; end: 'earliest' | 'latest' },
): Promise<bigint> {
  const { topic, partition, end } = of;
  const offsets = await fetcher.listOffsets({
    topics: [topic],
    partitions: { [topic]: [partition] },
    timestamp: LOG_END_TIMESTAMPS[end],
  });
  const offset: unknown = offsets.get(topic)?.[partition];
  // Anything else in a fetch request stops the fetches of all partitions.
  if (typeof offset !== 'bigint') throw new Error(`no ${end} offset for partition ${partition} of ${topic}`);
  return offset;
}
