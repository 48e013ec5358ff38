import { expect, test } from 'vitest';
import { createLedger, type Sent } from '../src/ledger.ts';
import { judge } from '../src/oracle.ts';

const single = (key: string): Sent => ({ kind: 'single', key, sequence: 1, partition: 0 });
const state = (key: string, sequence: number): Sent => ({ kind: 'state', key, sequence, partition: 0 });
const poison = (key: string): Sent => ({ kind: 'poison', key, sequence: 1, partition: 0 });

function createSentLedger() {
  const ledger = createLedger();
  ledger.acknowledged([single('a'), single('b'), state('s', 2), state('s', 5), poison('p')]);
  ledger.unknown([state('s', 7), single('maybe')]);
  return ledger;
}

const complete = {
  items: new Map([
    ['a', 1],
    ['b', 1],
    ['s', 5],
  ]),
  deadLetters: new Set(['p']),
  writes: [
    { key: 'a', sequence: 1 },
    { key: 's', sequence: 2 },
    { key: 's', sequence: 5 },
    { key: 'b', sequence: 1 },
  ],
};

test('when everything is there nothing is lost', () => {
  expect(judge(createSentLedger(), complete)).toEqual({
    lost: [],
    wrongFinal: [],
    rewinds: 0,
    duplicates: 0,
    stored: 3,
    deadLettered: 1,
  });
});

test('a record without an item and poison without a dead letter are lost', () => {
  const seen = {
    ...complete,
    items: new Map([
      ['a', 1],
      ['s', 5],
    ]),
    deadLetters: new Set<string>(),
  };
  expect(judge(createSentLedger(), seen).lost).toEqual(['b', 'p']);
});

test.each([
  ['older than the last acknowledged', 2, ['s']],
  ['the last acknowledged', 5, []],
  ['one whose sending failed but may have worked', 7, []],
  ['one that was never sent', 8, ['s']],
])('the final item of a key is right or wrong: %s', (_what, sequence, wrongFinal) => {
  const items = new Map([...complete.items, ['s', sequence] as const]);
  expect(judge(createSentLedger(), { ...complete, items }).wrongFinal).toEqual(wrongFinal);
});

test('a key that goes back is a rewind, a single record written again a duplicate', () => {
  const writes = [
    ...complete.writes,
    { key: 's', sequence: 2 },
    { key: 's', sequence: 5 },
    { key: 'a', sequence: 1 },
  ];
  expect(judge(createSentLedger(), { ...complete, writes })).toMatchObject({ rewinds: 1, duplicates: 1 });
});
