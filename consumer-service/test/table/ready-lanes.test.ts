import { expect, test } from 'vitest';
import { createReadyLanes, type Place } from '../../src/table/ready-lanes.ts';

type Named = Place & { name: string };
const create = (name: string): Named => ({ name, line: undefined, before: undefined, behind: undefined });

function takeAll(ready: ReturnType<typeof createReadyLanes<Named>>): string[] {
  const names: string[] = [];
  for (let lane = ready.first(); lane !== undefined; lane = ready.first()) {
    ready.delete(lane);
    names.push(lane.name);
  }
  return names;
}

test('those to be taken first come before the others, each in the order they came', () => {
  const ready = createReadyLanes<Named>();
  for (const name of ['a', 'b']) ready.add(create(name), 'last');
  for (const name of ['c', 'd']) ready.add(create(name), 'first');
  expect(ready.size()).toBe(4);
  expect([...ready.values()].map(({ name }) => name)).toEqual(['c', 'd', 'a', 'b']);
  expect(takeAll(ready)).toEqual(['c', 'd', 'a', 'b']);
  expect(ready.size()).toBe(0);
});

test('a lane can leave from anywhere, and come back at the end', () => {
  const ready = createReadyLanes<Named>();
  const lanes = ['a', 'b', 'c', 'd'].map(create);
  for (const lane of lanes) ready.add(lane, 'last');
  for (const index of [1, 0, 3]) ready.delete(lanes[index]!);
  expect(lanes.map((lane) => ready.has(lane))).toEqual([false, false, true, false]);
  ready.delete(lanes[1]!);
  ready.add(lanes[2]!, 'first');
  ready.add(lanes[0]!, 'last');
  expect(ready.size()).toBe(2);
  expect(takeAll(ready)).toEqual(['c', 'a']);
});
