import { expect, test } from 'vitest';
import { countItems, parseItems, parseUnprocessed } from '../../src/table-server/request-items.ts';

const item = (sequence: number) => ({ sequence: { N: String(sequence) } });
const puts = (...sequences: number[]) => ({
  table: sequences.map((sequence) => ({ PutRequest: { Item: item(sequence) } })),
});
const toBody = (json: object) => Buffer.from(JSON.stringify(json));

test('counts and reads the items of a batch', () => {
  const body = toBody({ RequestItems: puts(1, 2, 3) });
  expect(countItems('BatchWriteItem', body)).toBe(3);
  expect(parseItems('BatchWriteItem', body)).toEqual([item(1), item(2), item(3)]);
});

test('a PutItem is one item', () => {
  const body = toBody({ TableName: 'table', Item: item(7) });
  expect(countItems('PutItem', body)).toBe(1);
  expect(parseItems('PutItem', body)).toEqual([item(7)]);
});

test('reads what an answer gives back, also when that is nothing', () => {
  expect(parseUnprocessed(toBody({ UnprocessedItems: puts(2) }))).toEqual([item(2)]);
  expect(parseUnprocessed(toBody({ UnprocessedItems: {} }))).toEqual([]);
  expect(parseUnprocessed(toBody({}))).toEqual([]);
});
