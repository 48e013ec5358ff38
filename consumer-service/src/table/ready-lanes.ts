/** A lane's place in a line: who is before and behind it. */
export type Place = { line: Line | undefined; before: Place | undefined; behind: Place | undefined };

type Line = { first: Place | undefined; last: Place | undefined };

/**
 * Lanes with something to send: those to be taken first, then the others, each in the order they came. A lane can leave
 * from anywhere. Linked, because a Set, which keeps that order too, steps over all that left it to find its first.
 */
export function createReadyLanes<Lane extends Place>() {
  const lines: Record<'first' | 'last', Line> = {
    first: { first: undefined, last: undefined },
    last: { first: undefined, last: undefined },
  };
  let size = 0;
  return {
    /** Does nothing when it is in line already. */
    add(lane: Lane, order: 'first' | 'last'): void {
      if (lane.line !== undefined) return;
      append(lines[order], lane);
      size += 1;
    },
    first: () => (lines.first.first ?? lines.last.first) as Lane | undefined,
    /** Those to be taken first come first. */
    *values(): Iterable<Lane> {
      for (const { first } of [lines.first, lines.last]) {
        for (let lane = first; lane !== undefined; lane = lane.behind) yield lane as Lane;
      }
    },
    has: ({ line }: Lane) => line !== undefined,
    delete(lane: Lane): void {
      if (lane.line === undefined) return;
      leave(lane.line, lane);
      size -= 1;
    },
    size: () => size,
  };
}

function append(line: Line, place: Place): void {
  const { last } = line;
  place.line = line;
  place.before = last;
  if (last === undefined) line.first = place;
  else last.behind = place;
  line.last = place;
}

function leave(line: Line, place: Place): void {
  const { before, behind } = place;
  if (before === undefined) line.first = behind;
  else before.behind = behind;
  if (behind === undefined) line.last = before;
  else behind.before = before;
  place.line = undefined;
  place.before = undefined;
  place.behind = undefined;
}
