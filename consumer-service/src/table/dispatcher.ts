import type { Fence } from '../fence.ts';
import type { SendBatch } from './batch-request.ts';
import { fillsBatch, takeBatch } from './batches.ts';
import type { Holds } from './holds.ts';
import type { LaneEntry, Lanes } from './lanes.ts';
import type { Batch, Timing } from './outcomes.ts';
import type { RequestLimit } from './request-limit.ts';

/**
 * With so many in flight only full batches go out as well; the others wait for the next answer, and become fuller
 * meanwhile. A table that takes 5 ms still has a request every 2.5 ms. Without it, a table that is busy gets more and
 * smaller requests, each of which makes it busier. Two, so that one which hangs does not hold up those that follow.
 */
const MAX_PARTIAL_REQUESTS = 2;

/** As of one moment. */
export type Load = { requestLimit: number; requestsInFlight: number; lanesReady: number };

export type Dispatcher<Entry extends LaneEntry> = {
  /** Something may be ready now. */
  wake(): void;
  sendAgain(batch: Batch<Entry>): void;
};

type DispatcherOptions<Entry extends LaneEntry> = {
  lanes: Lanes<Entry>;
  send: SendBatch;
  limit: RequestLimit;
  fence: Fence;
  holds: Holds<Entry>;
  onLoad: (load: Load) => void;
  onInFlight: (entries: readonly Entry[], change: 1 | -1) => void;
  onAnswered: (batch: Batch<Entry>, givenBackKeys: ReadonlySet<string>, timing: Timing) => void;
  onSendFailed: (batch: Batch<Entry>, error: unknown, timing: Timing) => void;
  /** An error nobody foresaw. */
  onFailed: (error: unknown) => void;
  now: () => number;
};

/**
 * Sends what the lanes have ready, in batches, as many at once as the limit allows, while the fence is open and
 * nothing holds everything. Suspects come first, because others may wait for what they hide.
 */
export function createDispatcher<Entry extends LaneEntry>(
  options: DispatcherOptions<Entry>,
): Dispatcher<Entry> {
  const { lanes, limit, fence, holds, onLoad, onInFlight, onFailed } = options;
  const suspects = createSuspects(lanes);
  let requestsInFlight = 0;
  let isAwake = false;

  function dispatch(): void {
    isAwake = false;
    while (!holds.isClosed() && requestsInFlight < limit.current() && isWorthRequest()) {
      // Looked at right before each request, because it may close at any time.
      if (fence.isOpen()) start(nextBatch());
      else holds.closeUntil(async (signal) => fence.whenOpen(signal));
    }
    onLoad({ requestLimit: limit.current(), requestsInFlight, lanesReady: lanes.ready() });
  }

  function isWorthRequest(): boolean {
    if (suspects.size() > 0) return true;
    return lanes.ready() > 0 && (requestsInFlight < MAX_PARTIAL_REQUESTS || fillsBatch(lanes));
  }

  function nextBatch(): Batch<Entry> {
    return suspects.take() ?? { entries: takeBatch(lanes), isSuspect: false };
  }

  function start(batch: Batch<Entry>): void {
    // All of them may have been dropped meanwhile.
    if (batch.entries.length === 0) return;
    requestsInFlight += 1;
    onInFlight(batch.entries, 1);
    const wasInUse = requestsInFlight >= limit.current();
    exchange(batch, wasInUse, options)
      .catch(onFailed)
      .finally(() => {
        requestsInFlight -= 1;
        onInFlight(batch.entries, -1);
        wake();
      });
  }

  function wake(): void {
    if (isAwake) return;
    isAwake = true;
    // A turn later: what several partitions hand over at once goes out in common batches.
    setImmediate(dispatch);
  }

  return {
    wake,
    sendAgain(batch) {
      if (batch.isSuspect) suspects.add(batch);
      else for (const entry of batch.entries) lanes.retry(entry);
      wake();
    },
  };
}

async function exchange<Entry extends LaneEntry>(
  batch: Batch<Entry>,
  wasInUse: boolean,
  { send, now, onAnswered, onSendFailed }: DispatcherOptions<Entry>,
): Promise<void> {
  const startedMs = now();
  let givenBack: Awaited<ReturnType<SendBatch>>;
  try {
    givenBack = await send(batch.entries.map(({ write }) => write));
  } catch (error) {
    onSendFailed(batch, error, { startedMs, wasInUse, endedMs: now() });
    return;
  }
  onAnswered(batch, new Set(givenBack.map(({ key }) => key)), { startedMs, wasInUse, endedMs: now() });
}

function createSuspects<Entry extends LaneEntry>(lanes: Lanes<Entry>) {
  const batches: Batch<Entry>[] = [];
  return {
    size: () => batches.length,
    add: (batch: Batch<Entry>) => batches.push(batch),
    /** Without those that were dropped meanwhile, which may be all. */
    take(): Batch<Entry> | undefined {
      const batch = batches.shift();
      if (batch === undefined) return undefined;
      for (const entry of batch.entries) if (entry.isDropped()) lanes.retry(entry);
      return { entries: batch.entries.filter((entry) => !entry.isDropped()), isSuspect: true };
    },
  };
}
