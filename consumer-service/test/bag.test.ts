import { assert, array, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { createBag } from '../src/bag.ts';

test('what was added is there until it is removed, once', () => {
  assert(
    property(array(constantFrom('add', 'remove oldest', 'remove newest', 'remove again')), (steps) => {
      const bag = createBag<number>();
      const inside: { thing: number; slot: number }[] = [];
      let removedSlot: number | undefined;
      let added = 0;
      for (const step of steps) {
        if (step === 'add') {
          inside.push({ thing: added, slot: bag.add(added) });
          added += 1;
          removedSlot = undefined;
        } else if (step === 'remove again') {
          if (removedSlot !== undefined) bag.remove(removedSlot);
        } else {
          const removed = step === 'remove oldest' ? inside.shift() : inside.pop();
          if (removed !== undefined) bag.remove(removed.slot);
          removedSlot = removed?.slot ?? removedSlot;
        }
        const things = inside.map(({ thing }) => thing);
        expect(bag.values().toSorted((left, right) => left - right)).toEqual(things);
        expect(bag.size()).toBe(things.length);
      }
    }),
  );
});
