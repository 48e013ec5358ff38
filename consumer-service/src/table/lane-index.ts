/** `slot` is the index's own. */
export type Indexed = { readonly key: string; slot: number };

/**
 * Lanes by key. A Map of the lanes themselves would do the same, but what comes and goes by the thousand makes it a new
 * table again and again, and each one it has left keeps all that was in it alive until the next full collection: most of
 * what is written would be moved to the old generation, for nothing. Here such a table keeps keys and numbers.
 */
export function createLaneIndex<Lane extends Indexed>() {
  const slots = new Map<string, number>();
  const lanes: (Lane | undefined)[] = [];
  const free: number[] = [];
  return {
    get(key: string): Lane | undefined {
      const slot = slots.get(key);
      return slot === undefined ? undefined : lanes[slot];
    },
    /** Of a key that has none. */
    add(lane: Lane): void {
      lane.slot = free.pop() ?? lanes.length;
      lanes[lane.slot] = lane;
      slots.set(lane.key, lane.slot);
    },
    delete(lane: Lane): void {
      if (!slots.delete(lane.key)) return;
      lanes[lane.slot] = undefined;
      free.push(lane.slot);
    },
    *values(): Iterable<Lane> {
      for (const lane of lanes) if (lane !== undefined) yield lane;
    },
  };
}
