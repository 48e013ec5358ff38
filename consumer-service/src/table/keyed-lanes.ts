/** `hash` and `next` are the table's own. */
export type Keyed = { readonly key: string; readonly hash: number; next: Keyed | undefined };

/** More than there are writes held at once; a power of two. */
const BUCKETS = 8192;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** Nobody outside can tell which keys share a bucket. */
const SEED = Math.floor(Math.random() * 2 ** 31);

/** FNV-1a, of UTF-16 units. */
export function toHash(key: string): number {
  let hash = FNV_OFFSET ^ SEED;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), FNV_PRIME);
  return hash;
}

/**
 * Lanes by key. What a Map does, but a Map that changes so often is made anew several times a second, and what that means
 * to the collector is in `bag.ts`: it took a third of the service's time.
 */
export function createKeyedLanes<Lane extends Keyed>() {
  const buckets: (Lane | undefined)[] = Array.from({ length: BUCKETS }, () => undefined);
  const toBucket = (hash: number) => hash & (BUCKETS - 1);
  return {
    get(key: string, hash: number): Lane | undefined {
      let lane = buckets[toBucket(hash)];
      while (lane !== undefined && (lane.hash !== hash || lane.key !== key))
        lane = lane.next as Lane | undefined;
      return lane;
    },
    /** Of a key that has none. */
    add(lane: Lane): void {
      const bucket = toBucket(lane.hash);
      lane.next = buckets[bucket];
      buckets[bucket] = lane;
    },
    delete(lane: Lane): void {
      const bucket = toBucket(lane.hash);
      let before: Keyed | undefined;
      for (let at: Keyed | undefined = buckets[bucket]; at !== lane; at = at.next) {
        if (at === undefined) return;
        before = at;
      }
      if (before === undefined) buckets[bucket] = lane.next as Lane | undefined;
      else before.next = lane.next;
      // Or it would lead from the old objects to those that came before it, and they to others.
      lane.next = undefined;
    },
    /** As of now: they may be deleted meanwhile. */
    values(): Lane[] {
      const lanes: Lane[] = [];
      for (let lane of buckets) {
        for (; lane !== undefined; lane = lane.next as Lane | undefined) lanes.push(lane);
      }
      return lanes;
    },
  };
}
