import { expect, test } from 'vitest';
import { findDifferences } from '../../src/demo/differences.ts';
import type { ExpectedRow } from '../../src/demo/expected-rows.ts';
import { seenSecondRow, TIMESTAMP } from './row-fixture.ts';

const SECOND_ROW: ExpectedRow = {
  event: '{"temperature": 30}',
  versionNumber: 2,
  newVersion: { addsTo: 1, fields: ['temperature'] },
  attributes: { temperature: 30 },
};
const PLAIN_ROW: ExpectedRow = { event: '{}', versionNumber: 2, newVersion: undefined, attributes: {} };
const key = { deviceId: '000001', timestamp: TIMESTAMP };

test('a row that is as expected has no differences', () => {
  expect(findDifferences(SECOND_ROW, seenSecondRow())).toEqual([]);
});

test('an attribute that should not be there is a difference, even when it is null', () => {
  const seen = seenSecondRow({ versionsBefore: [1, 2], item: { ...key, temperature: null } });
  expect(findDifferences(PLAIN_ROW, seen)).toEqual([
    "the item's attribute temperature is null, instead of none at all",
  ]);
});

test('an attribute that is missing or different is a difference', () => {
  const seen = seenSecondRow({ item: { timestamp: TIMESTAMP, temperature: 31 } });
  expect(findDifferences(SECOND_ROW, seen)).toEqual([
    'the item\'s attribute deviceId is missing, instead of "000001"',
    "the item's attribute temperature is 31, instead of 30",
  ]);
});

test('a new version where there should be none is a difference', () => {
  const seen = seenSecondRow({ versionsBefore: [1, 2], versionsAfter: [1, 2, 3], item: key });
  expect(findDifferences(PLAIN_ROW, seen)).toEqual(['new schema versions: 3 instead of none']);
});

test('a new version that does not come is a difference', () => {
  const seen = seenSecondRow({ versionsAfter: [1], diff: undefined });
  expect(findDifferences(SECOND_ROW, seen)).toEqual(['new schema versions: none instead of 2']);
});

test('a compare that shows more than the added field is a difference', () => {
  const diff = '[{"op":"replace","path":"/name","value":"other"}]';
  expect(findDifferences(SECOND_ROW, seenSecondRow({ diff }))).toEqual([
    `the compare of versions 1 and 2 is ${diff} instead of added fields: temperature`,
  ]);
});

test('another version number and another form of timestamp are differences', () => {
  const seen = seenSecondRow();
  const result = { ...seen.result, schemaVersionNumber: 1, timestamp: '2026-11-23T18:00:00Z' };
  const item = { ...seen.item, timestamp: result.timestamp };
  expect(findDifferences(SECOND_ROW, { ...seen, result, item })).toEqual([
    'schema version 1 was used instead of 2',
    'timestamp "2026-11-23T18:00:00Z" is not UTC with six digits of a second',
  ]);
});
