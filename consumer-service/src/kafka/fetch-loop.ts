import { type ConnectionPool, findErrorBy } from '@platformatic/kafka';
import { orAborted, pause, withinDeadline } from '../deadline.ts';
import { FatalError } from '../errors.ts';
import type { Fence } from '../fence.ts';
import type { Outage } from '../outage.ts';
import type { PartitionWork } from '../partition-work.ts';
import type { FetchClient } from './clients.ts';
import type { FetchResponse } from './fetch-response.ts';
import { selectRecords } from './fetched-records.ts';
import { toMaxFetchedBytes } from '../fetch-limits.ts';
import { createFetchTurns, type FetchTurns } from './fetch-turns.ts';
import { findOutOfRange } from './out-of-range.ts';

/**
 * The client looks at all socket chunks it has of a response whenever one more comes, on the event loop: 8 ms for 1 MiB
 * over TLS, 14 s for its default of 50 MiB.
 */
const MAX_FETCH_BYTES = 1024 * 1024;
const MAX_WAIT_MS = 500;
/** While a partition is paused, a long poll of the others must not keep it waiting once it has room again. */
const MAX_WAIT_WITH_PAUSED_MS = 50;
const ALL_PAUSED_POLL_MS = 20;
/** A fetch from a topic that was deleted may never be answered. */
const FETCH_DEADLINE_MS = 15_000;
const CLOSE_DEADLINE_MS = 1000;
/** The client knows no leader epoch that is newer than its metadata; -1 leaves the check to the broker. */
const NO_EPOCH = -1;

export type FetchContext = {
  fetcher: FetchClient;
  /** Connections for one broker's loop. */
  createPool: () => ConnectionPool;
  topic: string;
  works: ReadonlyMap<number, PartitionWork>;
  signal: AbortSignal;
  outage: Outage;
  fence: Fence;
  onFetched: (fetched: { admitted: number; redelivered: number }) => void;
  /** Every partition has enough to work on, so not fetching is not a fault. */
  onAllPaused: () => void;
  /** Sets it to another position; throws FatalError when it must not. */
  onOutOfRange: (work: PartitionWork, signal: AbortSignal) => Promise<void>;
};

/** Before the first look at the metadata no broker is known, and one that leads nothing ends at once. */
const NO_NODE = -1;

/**
 * One loop per broker that leads assigned partitions, each with connections of its own. A loop ends when its
 * broker leads none of them any more, after it has seen to it that their new leaders have one.
 * Resolves when the signal has aborted and all loops have ended.
 */
export async function runFetchLoops(context: FetchContext): Promise<void> {
  const { signal } = context;
  const turns = createFetchTurns();
  const loops = new Map<number, Promise<void>>();
  const all: Promise<void>[] = [];
  const { promise: failed, reject } = Promise.withResolvers<never>();

  function startLoop(node: number): void {
    if (loops.has(node)) return;
    const loop = runLoop(node).catch((error: unknown) => {
      if (!signal.aborted) reject(error);
    });
    loops.set(node, loop);
    all.push(loop);
  }

  async function runLoop(node: number): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      const pool = context.createPool();
      try {
        for (;;) {
          const { topicId, leaders } = await readLeaders(context);
          for (const leader of leaders.keys()) startLoop(leader);
          const works = leaders.get(node);
          if (works === undefined) {
            loops.delete(node);
            return;
          }
          await fetchOnce(context, { node, topicId, works, pool, turns });
          context.outage.recovered();
          failures = 0;
        }
      } catch (error) {
        signal.throwIfAborted();
        await recover(context, error, failures);
      } finally {
        await closePool(pool);
      }
    }
  }

  startLoop(NO_NODE);
  await Promise.race([allEnded(all), failed]);
}

/**
 * A socket whose peer does not read any more may never end. The next round must not wait for it, nor care: whatever
 * is still answered there is not wanted.
 */
async function closePool(pool: ConnectionPool): Promise<void> {
  await withinDeadline(pool.close(), { what: 'closing a pool', deadlineMs: CLOSE_DEADLINE_MS }).catch(
    () => {},
  );
}

/** More may be added while it waits. */
async function allEnded(loops: readonly Promise<void>[]): Promise<void> {
  for (const loop of loops) await loop;
}

async function readLeaders({ fetcher, topic, works, signal }: FetchContext) {
  const metadata = await orAborted(fetcher.metadata({ topics: [topic] }), signal);
  const { id, partitions } = metadata.topics.get(topic)!;
  const leaders = Map.groupBy(works.values(), ({ partition }) => partitions[partition]?.leader ?? NO_NODE);
  return { topicId: id, leaders };
}

/** Positions out of range are set anew; after any other failure, and one of that, it waits. */
async function recover(context: FetchContext, failure: unknown, failures: number): Promise<void> {
  const { fetcher, works, outage, signal, onOutOfRange } = context;
  let error = failure;
  const outOfRange = findOutOfRange(error).flatMap((partition) => works.get(partition) ?? []);
  try {
    for (const work of outOfRange) await onOutOfRange(work, signal);
    if (outOfRange.length > 0) return;
  } catch (resetError) {
    if (resetError instanceof FatalError) throw resetError;
    signal.throwIfAborted();
    error = resetError;
  }
  // Leaders may have moved, or the topic been created anew under another id.
  fetcher.clearMetadata();
  await outage.wait({ cause: toFetchCause(error), error }, failures, signal);
}

type FetchTarget = {
  node: number;
  topicId: string;
  works: readonly PartitionWork[];
  pool: ConnectionPool;
  turns: FetchTurns;
};

async function fetchOnce(context: FetchContext, target: FetchTarget): Promise<void> {
  const { fetcher, signal, fence, onAllPaused } = context;
  const { turns } = target;
  await fence.whenOpen(signal);
  const wanted = turns.inOrder(target.works.filter((work) => !work.isPaused()));
  if (wanted.length === 0) {
    onAllPaused();
    await pause(ALL_PAUSED_POLL_MS, signal);
    return;
  }
  const isAnyPaused = wanted.length < target.works.length;
  const requested = new Map(wanted.map((work) => [work.partition, { work, position: work.position() }]));
  const partitionMaxBytes = toMaxFetchedBytes(context.works.size);
  const fetching = fetcher.fetch({
    node: target.node,
    connectionPool: target.pool,
    topics: [
      { topicId: target.topicId, partitions: wanted.map((work) => toRequest(work, partitionMaxBytes)) },
    ],
    maxBytes: MAX_FETCH_BYTES,
    maxWaitTime: isAnyPaused ? MAX_WAIT_WITH_PAUSED_MS : MAX_WAIT_MS,
  });
  const limit = { what: 'a fetch', deadlineMs: FETCH_DEADLINE_MS };
  const response = await orAborted(withinDeadline(fetching, limit), signal);
  // It may have come and the signal aborted in the same turn; or it came before the process was frozen.
  signal.throwIfAborted();
  if (fence.isOpen()) admit(context, { requested, turns }, response);
}

type Request = {
  requested: ReadonlyMap<number, { work: PartitionWork; position: bigint }>;
  turns: FetchTurns;
};

function admit(
  { topic, onFetched }: FetchContext,
  { requested, turns }: Request,
  response: FetchResponse,
): void {
  let admitted = 0;
  let redelivered = 0;
  for (const answered of response.responses.flatMap(({ partitions }) => partitions)) {
    const { work, position } = requested.get(answered.partitionIndex) ?? {};
    // Another position by now: set anew, or fetched from a new leader. This answer would leave out what is between.
    if (work === undefined || work.position() !== position) continue;
    const taken = work.admit(selectRecords(answered, { topic, position }));
    if (taken.admitted > 0) turns.served(work.partition);
    admitted += taken.admitted;
    redelivered += taken.redelivered;
  }
  onFetched({ admitted, redelivered });
}

function toRequest(work: PartitionWork, partitionMaxBytes: number) {
  return {
    partition: work.partition,
    fetchOffset: work.position(),
    partitionMaxBytes,
    currentLeaderEpoch: NO_EPOCH,
    lastFetchedEpoch: NO_EPOCH,
  };
}

/** A bounded set, because it is a metric's label. */
function toFetchCause(error: unknown): string {
  const known = ['UNKNOWN_TOPIC_ID', 'UNKNOWN_TOPIC_OR_PARTITION', 'NOT_LEADER_OR_FOLLOWER'] as const;
  const apiId = known.find((id) => error instanceof Error && findErrorBy(error, 'apiId', id) !== null);
  return `fetch_${apiId?.toLowerCase() ?? 'failed'}`;
}
