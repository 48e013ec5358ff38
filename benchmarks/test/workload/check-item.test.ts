import { expect, test } from 'vitest';
import { isRightItem, readSequence } from '../../src/workload/check-item.ts';
import { type Workload } from '../../src/workload/workload.ts';
import { toWireItem } from '../wire-item.ts';

const WORKLOAD: Workload = {
  kind: 'history',
  recordCount: 5000,
  partitionCount: 6,
  deviceCount: 1000,
  paddingBytes: 0,
  versionCount: 1,
};

const toItem = (sequence: number) => toWireItem(WORKLOAD, sequence);

test('an item that says what its record said is right, with its nulls or without', () => {
  const withNulls = toItem(4321);
  const { note, ...withoutNulls } = withNulls;
  expect(note).toEqual({ NULL: true });
  expect(isRightItem(withNulls, WORKLOAD)).toBe(true);
  expect(isRightItem(withoutNulls, WORKLOAD)).toBe(true);
  expect(readSequence(withoutNulls)).toBe(4321);
});

test('numbers are compared by value: Java writes 50.0 where others write 50', () => {
  expect(isRightItem({ ...toItem(100), humidity: { N: '50.0' } }, WORKLOAD)).toBe(true);
});

test.each([
  ['another text', { site: { S: 'elsewhere' } }],
  ['another number', { temperature: { N: '-11' } }],
  ['a number as a text', { battery: { S: '0.321' } }],
  ['an attribute too many', { more: { S: 'x' } }],
  ['a sequence number that was never sent', { sequence: { N: '5000' } }],
  ['no sequence number', { sequence: { S: 'x' } }],
])('an item with %s is wrong', (_, change) => {
  expect(isRightItem({ ...toItem(4321), ...change }, WORKLOAD)).toBe(false);
});

test('an item that lacks an attribute is wrong', () => {
  const { firmware, ...rest } = toItem(4321);
  expect(firmware).toBeDefined();
  expect(isRightItem(rest, WORKLOAD)).toBe(false);
});
