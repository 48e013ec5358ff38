import { array, assert, constantFrom, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyedLanes, type Keyed, toHash } from '../../src/table/keyed-lanes.ts';

type Lane = Keyed & { readonly number: number };

test('finds what a Map finds, whatever comes and goes, and where different keys have one hash', () => {
  // Two values at most, so that nearly all keys share a bucket.
  const toFewHashes = (key: string) => key.length % 2;
  const step = record({ action: constantFrom('add', 'delete'), key: string({ maxLength: 2 }) });
  for (const toAnyHash of [toHash, toFewHashes]) {
    assert(
      property(array(step, { maxLength: 60 }), (steps) => {
        const lanes = createKeyedLanes<Lane>();
        const model = new Map<string, Lane>();
        for (const [number, { action, key }] of steps.entries()) {
          const hash = toAnyHash(key);
          const known = model.get(key);
          expect(lanes.get(key, hash)).toBe(known);
          if (action === 'add' && known === undefined) {
            const lane = { key, hash, next: undefined, number };
            lanes.add(lane);
            model.set(key, lane);
          } else if (action === 'delete' && known !== undefined) {
            lanes.delete(known);
            model.delete(key);
            // A second time changes nothing.
            lanes.delete(known);
          }
        }
        const byNumber = (left: Lane, right: Lane) => left.number - right.number;
        expect(lanes.values().toSorted(byNumber)).toEqual([...model.values()].toSorted(byNumber));
      }),
    );
  }
});

test('what was deleted leads to nothing any more', () => {
  const lanes = createKeyedLanes<Lane>();
  const [first, second] = [1, 2].map((number) => ({ key: String(number), hash: 7, next: undefined, number }));
  lanes.add(first!);
  lanes.add(second!);
  expect(second!.next).toBe(first);
  lanes.delete(second!);
  expect(second!.next).toBeUndefined();
});
