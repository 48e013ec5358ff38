import { expect, test } from 'vitest';
import { createLanes, type LaneEntry } from '../../src/table/lanes.ts';
import { createPut } from './writes.ts';

type Entry = LaneEntry & { name: string; drop: () => void };

function createEntry(key: string, name: string): Entry {
  let dropped = false;
  return {
    write: createPut(key),
    name,
    isDropped: () => dropped,
    lane: undefined,
    drop() {
      dropped = true;
    },
  };
}

function createFilled(...names: string[]) {
  const lanes = createLanes<Entry>();
  const entries = names.map((name) => createEntry(name[0]!, name));
  for (const entry of entries) lanes.add(entry);
  return { lanes, entries };
}

const namesOf = (entries: readonly Entry[]) => entries.map(({ name }) => name);

test('lanes are taken in the order in which they became ready, and a key that is out is not taken again', () => {
  const { lanes } = createFilled('a1', 'b1');
  const sent = lanes.take()!;
  lanes.add(createEntry('a', 'a2'));
  expect([sent.name, lanes.take()?.name, lanes.take()]).toEqual(['a1', 'b1', undefined]);
  expect(namesOf(lanes.stored(sent))).toEqual(['a1']);
  expect(lanes.take()?.name).toBe('a2');
});

test('of those that wait only the newest is sent, and its success is everyone’s', () => {
  const { lanes } = createFilled('a1', 'a2', 'a3');
  expect(lanes.peek()?.name).toBe('a3');
  const sent = lanes.take()!;
  expect(namesOf(lanes.stored(sent))).toEqual(['a1', 'a2', 'a3']);
  expect(lanes.ready()).toBe(0);
});

test('what a refused write would have replaced is sent after all', () => {
  const { lanes } = createFilled('a1', 'a2');
  expect(lanes.refused(lanes.take()!).name).toBe('a2');
  expect(namesOf(lanes.stored(lanes.take()!))).toEqual(['a1']);
});

test('what cannot have landed gives way to something newer', () => {
  const { lanes } = createFilled('a1');
  const sent = lanes.take()!;
  lanes.add(createEntry('a', 'a2'));
  lanes.failed(sent, { mayHaveLanded: false });
  lanes.retry(sent);
  expect(namesOf(lanes.stored(lanes.take()!))).toEqual(['a1', 'a2']);
});

test('what may have landed is sent again before anything newer, also when it is throttled then', () => {
  const { lanes } = createFilled('a1');
  const sent = lanes.take()!;
  lanes.add(createEntry('a', 'a2'));
  for (const mayHaveLanded of [true, false]) {
    lanes.failed(sent, { mayHaveLanded });
    lanes.retry(sent);
    expect(lanes.take()).toBe(sent);
  }
  expect(namesOf(lanes.stored(sent))).toEqual(['a1']);
  expect(lanes.take()?.name).toBe('a2');
});

test('a lane that retries comes before those that never were out', () => {
  const { lanes } = createFilled('a1', 'b1');
  const sent = lanes.take()!;
  lanes.retry(sent);
  expect(lanes.take()).toBe(sent);
});

test('failures are counted in a row', () => {
  const { lanes } = createFilled('a1');
  const sent = lanes.take()!;
  lanes.add(createEntry('a', 'a2'));
  const outcome = { mayHaveLanded: false };
  expect([lanes.failed(sent, outcome), lanes.failed(sent, outcome)]).toEqual([0, 1]);
  lanes.stored(sent);
  expect(lanes.failed(lanes.take()!, outcome)).toBe(0);
});

test('what was dropped is forgotten, and the older write of another one who still waits is sent', () => {
  const { lanes, entries } = createFilled('a1', 'a2', 'b1');
  entries[1]!.drop();
  entries[2]!.drop();
  lanes.sweep();
  expect(lanes.ready()).toBe(1);
  expect(lanes.take()).toBe(entries[0]);
});

test('what was dropped while it was out is forgotten when it would be sent again', () => {
  const { lanes } = createFilled('a1');
  const sent = lanes.take()!;
  sent.drop();
  lanes.sweep();
  lanes.failed(sent, { mayHaveLanded: true });
  lanes.retry(sent);
  expect(lanes.ready()).toBe(0);
});
