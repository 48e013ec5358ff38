import { expect, test } from 'vitest';
import { planRows } from '../../src/demo/expected-rows.ts';

const summarise = (rows: ReturnType<typeof planRows>) =>
  rows.map(({ event, versionNumber, newVersion }) => ({ event, versionNumber, newVersion }));

test('without a schema the first event makes version 1 and the second adds temperature to it', () => {
  expect(planRows(undefined)).toEqual([
    { event: '{}', versionNumber: 1, newVersion: 'first', attributes: {} },
    {
      event: '{"temperature": 30}',
      versionNumber: 2,
      newVersion: { addsTo: 1, fields: ['temperature'] },
      attributes: { temperature: 30 },
    },
    { event: '{}', versionNumber: 2, newVersion: undefined, attributes: {} },
  ]);
});

test('on a schema that has temperature no event makes a version', () => {
  const schema = { latestNumber: 4, highestNumber: 4, fieldNames: ['deviceId', 'temperature', 'timestamp'] };
  expect(summarise(planRows(schema))).toEqual([
    { event: '{}', versionNumber: 4, newVersion: undefined },
    { event: '{"temperature": 30}', versionNumber: 4, newVersion: undefined },
    { event: '{}', versionNumber: 4, newVersion: undefined },
  ]);
});

test('a version that the registry refused has taken its number', () => {
  const schema = { latestNumber: 1, highestNumber: 2, fieldNames: ['deviceId', 'timestamp'] };
  expect(summarise(planRows(schema))).toEqual([
    { event: '{}', versionNumber: 1, newVersion: undefined },
    { event: '{"temperature": 30}', versionNumber: 3, newVersion: { addsTo: 1, fields: ['temperature'] } },
    { event: '{}', versionNumber: 3, newVersion: undefined },
  ]);
});
