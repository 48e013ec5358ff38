import type { Consumer } from '@platformatic/kafka';
import { type Outage, retryThroughOutage } from '../outage.ts';
import type { AssignmentOptions } from './assignment.ts';
import type { Claims } from './claims.ts';

/** Kafka's words for the two ends of a log, in a request for offsets by time. */
const LOG_END_TIMESTAMPS = { earliest: -2n, latest: -1n } as const;

/** `offset` is the next to read; `isOwn`: this member has committed it, and nobody has had the partition since. */
export type Committed = { offset: bigint; isOwn: boolean };

type Clients = { member: Consumer; fetcher: Pick<Consumer, 'metadata' | 'listOffsets'>; claims: Claims };

/** What an assignment asks the brokers; each waits for them as long as it takes. */
export function createPositions(options: {
  clients: Clients;
  topic: string;
  commit: (offsets: ReadonlyMap<number, bigint>) => Promise<void>;
  outage: Outage;
}): Pick<AssignmentOptions, 'readCommitted' | 'readStart' | 'claim'> {
  const { clients, topic, commit, outage } = options;
  const retried = async <Result>(attempt: () => Promise<Result>, signal: AbortSignal) =>
    retryThroughOutage(attempt, { toCause: () => 'positions', outage, signal });
  return {
    readCommitted: async (partitions, signal) =>
      retried(async () => readCommitted(clients, topic, partitions), signal),
    readStart: async (partition, signal) =>
      retried(async () => readLogEnd(clients.fetcher, { topic, partition, end: 'earliest' }), signal),
    claim: async (positions, signal) => retried(async () => commit(positions), signal),
  };
}

/** Of each partition that has a committed offset. */
async function readCommitted(
  clients: Clients,
  topic: string,
  partitions: readonly number[],
): Promise<Map<number, Committed>> {
  if (partitions.length === 0) return new Map();
  // Offsets are looked up by cached metadata, which does not know a partition that was just added.
  await clients.fetcher.metadata({ topics: [topic], forceUpdate: true });
  const committed = await clients.member.listCommittedOffsets({
    topics: [{ topic, partitions: [...partitions] }],
  });
  const positions = new Map<number, Committed>();
  for (const partition of partitions) {
    const offset: unknown = committed.get(topic)?.[partition];
    if (typeof offset !== 'bigint' || offset < 0n) continue;
    positions.set(partition, { offset, isOwn: clients.claims.isOwn(topic, partition) });
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
