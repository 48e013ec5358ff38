import { expect, test } from 'vitest';
import { findAddedFields } from '../../src/demo/added-fields.ts';
import { ADDS_TEMPERATURE } from './row-fixture.ts';

test('an added field is found by its name', () => {
  expect(findAddedFields(ADDS_TEMPERATURE)).toEqual(['temperature']);
});

test('equal versions add nothing', () => {
  expect(findAddedFields('[]')).toEqual([]);
});

test.each([
  '[{"op":"remove","path":"/fields/1"}]',
  '[{"op":"add","path":"/doc","value":{"name":"doc"}}]',
  '[{"op":"add","path":"/fields/1/aliases","value":{"name":"x"}}]',
  '[{"op":"add","path":"/fields/1","value":null}]',
])('%s is not only added fields', (diff) => {
  expect(findAddedFields(diff)).toBeUndefined();
});
