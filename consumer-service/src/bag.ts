/**
 * Things that come and go, in no order. What a Set does, for what changes thousands of times a second: V8 makes such a Set
 * a new table again and again, and each links to the next. One of them among the old objects, long since left, then keeps
 * everything that was ever added later alive until the next full collection. Here there is one list.
 */
export type Bag<Thing> = {
  /** Returns where it is, for `remove`. */
  add(thing: Thing): number;
  remove(slot: number): void;
  size(): number;
  values(): Thing[];
};

export function createBag<Thing>(): Bag<Thing> {
  const slots: (Thing | undefined)[] = [];
  const free: number[] = [];
  return {
    add(thing) {
      const slot = free.pop() ?? slots.length;
      slots[slot] = thing;
      return slot;
    },
    remove(slot) {
      if (slots[slot] === undefined) return;
      slots[slot] = undefined;
      free.push(slot);
    },
    size: () => slots.length - free.length,
    values: () => slots.filter((thing) => thing !== undefined),
  };
}
