import { createBag } from '../bag.ts';
import type { Fence } from '../fence.ts';
import { onAbort } from '../on-abort.ts';
import type { Outage } from '../outage.ts';
import type { SendBatch } from './batch-request.ts';
import { createDispatcher, type Load } from './dispatcher.ts';
import { createHeldWrites, type Held } from './held-writes.ts';
import { createHolds } from './holds.ts';
import { createLanes } from './lanes.ts';
import { createOutcomes, type OutcomeObserver } from './outcomes.ts';
import type { RequestLimit } from './request-limit.ts';
import type { TableWrite, TableWriter } from './table-writer.ts';
import { type CallEntry, createWriteCall, type WriteCall } from './write-call.ts';

/**
 * Of all partitions together. Forty full requests, or 200,000 writes a second when one takes 5 ms: more would go out no
 * sooner, and what waits for long outlives the garbage around it, which costs the collector more than all the rest.
 */
const MAX_HELD_WRITES = 1000;
/** For those that are large. */
const MAX_HELD_BYTES = 32 * 1024 * 1024;
/** What a write's objects take in memory beside its bytes, roughly. */
const WRITE_OBJECT_BYTES = 1000;

/** Of writes the table has the effect of. `replaced` ones were never sent: a newer one of their key was. */
export type StoredWrites = { puts: number; deletes: number; replaced: number };

type WriteObserver = OutcomeObserver & {
  onStored: (stored: StoredWrites) => void;
  onLoad: (load: Load) => void;
};

type LaneTableWriterOptions = {
  send: SendBatch;
  limit: RequestLimit;
  fence: Fence;
  outage: Outage;
  observer: WriteObserver;
  now?: () => number;
  maxHeldBytes?: number;
};

/** Lanes by key, and several batches in flight. This file knows the callers; the others only know writes. */
export function createLaneTableWriter(options: LaneTableWriterOptions): TableWriter {
  const memory = createHeldWrites({
    writes: MAX_HELD_WRITES,
    bytes: options.maxHeldBytes ?? MAX_HELD_BYTES,
  });
  const calls = createBag<WriteCall>();
  const { lanes, holds, dispatcher } = connectParts(options, (error) => {
    // What is under way has nobody to answer to any more; whoever waits is told why.
    for (const call of calls.values()) call.drop(error);
  });

  return {
    room: async (signal) => memory.room(signal),
    async write(writes, signal) {
      signal.throwIfAborted();
      if (writes.length === 0) return [];
      const call = createWriteCall(writes);
      const held = toHeld(writes);
      const drop = () => {
        call.drop(signal.reason);
        lanes.sweep();
      };
      const takeBack = onAbort(signal, drop);
      memory.take(held);
      const slot = calls.add(call);
      for (const entry of call.entries) lanes.add(entry);
      dispatcher.wake();
      try {
        return await call.outcome;
      } finally {
        takeBack();
        memory.giveBack(held);
        calls.remove(slot);
        if (calls.size() === 0) holds.endWaits();
      }
    },
  };
}

/** As the JSON that is kept, which may have many times the bytes of the item. */
function toHeld(writes: readonly TableWrite[]): Held {
  let bytes = 0;
  for (const { json } of writes) bytes += json.length + WRITE_OBJECT_BYTES;
  return { writes: writes.length, bytes };
}

function connectParts(options: LaneTableWriterOptions, onFailed: (error: unknown) => void) {
  const { observer, outage, now = () => performance.now() } = options;
  const lanes = createLanes<CallEntry>();
  const holds = createHolds({ lanes, outage, onOpen: () => dispatcher.wake(), onFailed });
  const outcomes = createOutcomes<CallEntry>({
    ...options,
    lanes,
    holds,
    onStored: (keys) => observer.onStored(toStored(keys)),
    onRefused: ({ call, index }, error) => call.refused(index, error),
    sendAgain: (batch) => dispatcher.sendAgain(batch),
  });
  const dispatcher = createDispatcher<CallEntry>({
    ...options,
    lanes,
    holds,
    now,
    onLoad: observer.onLoad,
    onInFlight(entries, change) {
      for (const { call } of entries) call.changeInFlight(change);
    },
    onAnswered: (...answer) => outcomes.answered(...answer),
    onSendFailed: (...failure) => outcomes.failed(...failure),
    onFailed,
  });
  return { lanes, holds, dispatcher };
}

/** Those that were dropped do not count. */
function toStored(keys: readonly (readonly CallEntry[])[]): StoredWrites {
  const stored: StoredWrites = { puts: 0, deletes: 0, replaced: 0 };
  for (const entries of keys) {
    for (let index = 0; index < entries.length; index++) {
      const { call, write } = entries[index]!;
      if (!call.stored()) continue;
      if (index < entries.length - 1) stored.replaced += 1;
      else if (write.kind === 'put') stored.puts += 1;
      else stored.deletes += 1;
    }
  }
  return stored;
}
