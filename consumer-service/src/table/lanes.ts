import type { TableWrite } from './table-writer.ts';

/** A write with the one who waits for it. */
export type LaneEntry = {
  readonly write: TableWrite;
  /** True once nobody waits for it: it leaves its lane, unless it is in flight. */
  readonly isDropped: () => boolean;
};

/** Oldest first. Only the last one is sent: it makes those before it unnecessary. */
type Versions = LaneEntry[];

type Lane = {
  key: string;
  /** Sent, or to be sent again. */
  sent: Versions;
  waiting: Versions;
  /** What was sent may have landed, and may land yet: it has to be sent again before anything newer. */
  mustRepeat: boolean;
  /** How often in a row its writes failed. */
  failures: number;
};

/**
 * The order of writes, one lane per table key. A lane is in one of these states:
 *
 *   (none) ── add() ──▶ ready ── take() ──▶ out ── stored(), refused() ──▶ ready, or gone when nothing waits
 *                         ▲                  │
 *                         └──── retry() ─────┘
 *
 * Invariants: a key is out at most once; what is taken of a key is never older than what was stored of it, unless
 * the newer was refused; every entry is answered by exactly one `stored` or `refused`, or was dropped.
 * Lanes become ready in the order in which they got something to do; those that retry come before the others.
 */
export type Lanes<Entry extends LaneEntry> = {
  add(entry: Entry): void;
  /** What `take` would give. */
  peek(): Entry | undefined;
  take(): Entry | undefined;
  /** Answers all entries of which the table now has the effect: the one that was sent, and what it replaced. */
  stored(sent: Entry): Entry[];
  /** Answers the one that was sent. What it would have replaced is wanted after all. */
  refused(sent: Entry): Entry;
  /** Counts a failure of what is out, and tells how many there were before it in a row. */
  failed(sent: Entry, outcome: { mayHaveLanded: boolean }): number;
  /** What is out becomes ready again; where it cannot have landed, something newer may take its place. */
  retry(sent: Entry): void;
  /** Forgets what was dropped and is not out. */
  sweep(): void;
  ready(): number;
};

export function createLanes<Entry extends LaneEntry>(): Lanes<Entry> {
  const lanes = new Map<string, Lane>();
  // Sets keep the order of insertion, and a lane can leave from anywhere.
  const retrying = new Set<Lane>();
  const fresh = new Set<Lane>();

  function peekLane(): Lane | undefined {
    for (const queue of [retrying, fresh]) {
      for (const lane of queue) return lane;
    }
    return undefined;
  }

  function open(key: string): Lane {
    const lane: Lane = { key, sent: [], waiting: [], mustRepeat: false, failures: 0 };
    lanes.set(key, lane);
    fresh.add(lane);
    return lane;
  }

  function close(lane: Lane): void {
    lanes.delete(lane.key);
    retrying.delete(lane);
    fresh.delete(lane);
  }

  /** Of an entry that is out, so there is one. */
  function laneOf({ write }: Entry): Lane {
    return lanes.get(write.key)!;
  }

  /** Nothing of it is out any more. */
  function comeBack(lane: Lane, queue: Set<Lane>): void {
    if (!lane.mustRepeat) {
      lane.waiting = lane.waiting.length === 0 ? lane.sent : [...lane.sent, ...lane.waiting];
      lane.sent = [];
    }
    queue.add(lane);
    forgetDropped(lane);
  }

  function forgetDropped(lane: Lane): void {
    lane.waiting = lane.waiting.filter((entry) => !entry.isDropped());
    if (!retrying.has(lane) && !fresh.has(lane)) return;
    lane.sent = lane.sent.filter((entry) => !entry.isDropped());
    if (lane.sent.length === 0) lane.mustRepeat = false;
    if (lane.sent.length === 0 && lane.waiting.length === 0) close(lane);
  }

  return {
    add(entry) {
      const lane = lanes.get(entry.write.key) ?? open(entry.write.key);
      lane.waiting.push(entry);
    },
    peek() {
      const lane = peekLane();
      return (lane?.mustRepeat === true ? lane.sent : lane?.waiting)?.at(-1) as Entry | undefined;
    },
    take() {
      const lane = peekLane();
      if (lane === undefined) return undefined;
      retrying.delete(lane);
      fresh.delete(lane);
      if (!lane.mustRepeat) {
        lane.sent = lane.waiting;
        lane.waiting = [];
      }
      return lane.sent.at(-1) as Entry;
    },
    stored(sent) {
      const lane = laneOf(sent);
      const done = lane.sent as Entry[];
      Object.assign(lane, { sent: [], mustRepeat: false, failures: 0 });
      comeBack(lane, fresh);
      return done;
    },
    refused(sent) {
      const lane = laneOf(sent);
      const refused = lane.sent.pop() as Entry;
      Object.assign(lane, { mustRepeat: false, failures: 0 });
      comeBack(lane, fresh);
      return refused;
    },
    failed(sent, { mayHaveLanded }) {
      const lane = laneOf(sent);
      if (mayHaveLanded) lane.mustRepeat = true;
      lane.failures += 1;
      return lane.failures - 1;
    },
    retry: (sent) => comeBack(laneOf(sent), retrying),
    sweep() {
      for (const lane of lanes.values()) forgetDropped(lane);
    },
    ready: () => retrying.size + fresh.size,
  };
}
