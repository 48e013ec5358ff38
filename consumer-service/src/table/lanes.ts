import { createKeyedLanes, type Keyed, toHash } from './keyed-lanes.ts';
import { createReadyLanes, type Place } from './ready-lanes.ts';
import type { TableWrite } from './table-writer.ts';

/** A write with the one who waits for it. */
export type LaneEntry = {
  readonly write: TableWrite;
  /** True once nobody waits for it: it leaves its lane, unless it is in flight. */
  readonly isDropped: () => boolean;
  /** The lanes' own: where it is, so that nobody has to look for it. */
  lane: unknown;
};

/** Its lists have the oldest first. Only the last of one is sent: it makes those before it unnecessary. */
type Lane<Entry extends LaneEntry> = Place &
  Keyed & {
    /** Sent, or to be sent again. */
    sent: Entry[];
    waiting: Entry[];
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
  /** Of what `take` would give, again and again. Looks at each of them. */
  readyBytes(): number;
};

export function createLanes<Entry extends LaneEntry>(): Lanes<Entry> {
  const lanes = createKeyedLanes<Lane<Entry>>();
  const ready = createReadyLanes<Lane<Entry>>();

  /** Nothing of it is out any more. */
  function comeBack(lane: Lane<Entry>, order: 'first' | 'last'): void {
    if (!lane.mustRepeat) waitAgain(lane);
    if (isEmptied(lane)) lanes.delete(lane);
    else ready.add(lane, order);
  }

  function settle(sent: Entry, left: Entry[]): Entry[] {
    const lane = laneOf(sent);
    const answered = answer(lane, left);
    comeBack(lane, 'last');
    return answered;
  }

  function forgetDropped(lane: Lane<Entry>): void {
    if (!ready.has(lane)) return dropWaiting(lane);
    if (!isEmptied(lane)) return;
    ready.delete(lane);
    lanes.delete(lane);
  }

  function open(entry: Entry, hash: number): void {
    const lane = createLane(entry, hash);
    entry.lane = lane;
    lanes.add(lane);
    ready.add(lane, 'last');
  }

  return {
    add(entry) {
      const hash = toHash(entry.write.key);
      const lane = lanes.get(entry.write.key, hash);
      if (lane === undefined) return open(entry, hash);
      entry.lane = lane;
      if (lane.waiting.length === 0) lane.waiting = [entry];
      else lane.waiting.push(entry);
    },
    peek: () => toNext(ready.first()),
    take() {
      const lane = ready.first();
      if (lane === undefined) return undefined;
      ready.delete(lane);
      if (!lane.mustRepeat) sendWaiting(lane);
      return lane.sent.at(-1);
    },
    stored: (sent) => settle(sent, NONE),
    refused(sent) {
      settle(sent, laneOf(sent).sent.slice(0, -1));
      return sent;
    },
    failed: (sent, { mayHaveLanded }) => countFailure(laneOf(sent), mayHaveLanded),
    retry: (sent) => comeBack(laneOf(sent), 'first'),
    sweep() {
      for (const lane of lanes.values()) forgetDropped(lane);
    },
    ready: () => ready.size(),
    readyBytes: () => sumBytes(ready.values()),
  };
}

/** One for all, which nothing is ever added to: most lanes have a single write, and one empty list or the other. */
const NONE: never[] = [];

/** Of an entry that is in one. */
function laneOf<Entry extends LaneEntry>({ lane }: Entry): Lane<Entry> {
  return lane as Lane<Entry>;
}

function createLane<Entry extends LaneEntry>(first: Entry, hash: number): Lane<Entry> {
  const { key } = first.write;
  // A list that is made with its element takes a tenth of the memory of one that it is added to.
  return {
    key,
    hash,
    next: undefined,
    sent: NONE,
    waiting: [first],
    mustRepeat: false,
    failures: 0,
    line: undefined,
    before: undefined,
    behind: undefined,
  };
}

/** What is to be sent of it. */
function toNext<Entry extends LaneEntry>(lane: Lane<Entry> | undefined): Entry | undefined {
  return (lane?.mustRepeat === true ? lane.sent : lane?.waiting)?.at(-1);
}

function sumBytes(lanes: Iterable<Lane<LaneEntry>>): number {
  let bytes = 0;
  for (const lane of lanes) bytes += toNext(lane)?.write.bytes ?? 0;
  return bytes;
}

function sendWaiting(lane: Lane<LaneEntry>): void {
  lane.sent = lane.waiting;
  lane.waiting = NONE;
}

/** What was sent is answered, except for `left`. */
function answer<Entry extends LaneEntry>(lane: Lane<Entry>, left: Entry[]): Entry[] {
  const answered = lane.sent;
  lane.sent = left;
  lane.mustRepeat = false;
  lane.failures = 0;
  return answered;
}

function countFailure(lane: Lane<LaneEntry>, mayHaveLanded: boolean): number {
  lane.mustRepeat ||= mayHaveLanded;
  lane.failures += 1;
  return lane.failures - 1;
}

/** Something newer may have come meanwhile, which makes it unnecessary. */
function waitAgain<Entry extends LaneEntry>(lane: Lane<Entry>): void {
  if (lane.sent.length === 0) return;
  lane.waiting = [...lane.sent, ...lane.waiting];
  lane.sent = NONE;
}

/** Of what was dropped; then nothing may be left. */
function isEmptied(lane: Lane<LaneEntry>): boolean {
  dropWaiting(lane);
  dropSent(lane);
  return lane.sent.length + lane.waiting.length === 0;
}

function dropWaiting(lane: Lane<LaneEntry>): void {
  if (lane.waiting.length > 0) lane.waiting = lane.waiting.filter((entry) => !entry.isDropped());
}

function dropSent(lane: Lane<LaneEntry>): void {
  if (lane.sent.length > 0) lane.sent = lane.sent.filter((entry) => !entry.isDropped());
  if (lane.sent.length === 0) lane.mustRepeat = false;
}
