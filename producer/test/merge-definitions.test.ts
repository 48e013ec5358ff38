import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDefinition, type RecordDefinition, toDefinitionText } from '../src/definition.ts';
import { mergeDefinitions } from '../src/merge-definitions.ts';

/** Sorted, as inferred records are. */
function record(...fields: readonly ({ name: string } & Record<string, unknown>)[]): RecordDefinition {
  const sorted = fields.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return parseDefinition(JSON.stringify({ type: 'record', name: 'sensor', fields: sorted }));
}

const optional = (name: string, type: unknown) => ({ name, type: ['null', type], default: null });
const nested = (name: string, ...fields: object[]) => ({ type: 'record', name, fields });
const key = { name: 'deviceId', type: 'string' };

test('a definition with all that the other has is left as it is', () => {
  const all = record(key, optional('a', 'string'), optional('b', nested('B', optional('c', 'double'))));
  expect(mergeDefinitions(all, record(key, optional('b', nested('B'))))).toBe(all);
});

test('optional fields that only the other has are added', () => {
  const merged = mergeDefinitions(record(key, optional('a', 'string')), record(key, optional('b', 'double')));
  expect(merged).toEqual(record(key, optional('a', 'string'), optional('b', 'double')));
});

test('a field that readers cannot do without is not added', () => {
  const base = record(key);
  expect(mergeDefinitions(base, record(key, { name: 'site', type: 'string' }))).toBe(base);
});

test('where both have a field its type stays', () => {
  const base = record(key, optional('a', 'string'));
  expect(mergeDefinitions(base, record(key, optional('a', 'double')))).toBe(base);
});

describe('fields are added inside of', () => {
  const inside = (...fields: object[]) => nested('Inside', ...fields);
  const [a, b] = [optional('a', 'string'), optional('b', 'double')];
  test.each<[string, (...fields: object[]) => unknown]>([
    ['a record', (...fields) => inside(...fields)],
    ['an array of records', (...fields) => ({ type: 'array', items: inside(...fields) })],
    ['a map of records', (...fields) => ({ type: 'map', values: inside(...fields) })],
    ['an array of optional ones', (...fields) => ({ type: 'array', items: ['null', inside(...fields)] })],
  ])('%s', (_what, type) => {
    const merged = mergeDefinitions(record(optional('x', type(a))), record(optional('x', type(b))));
    expect(merged).toEqual(record(optional('x', type(a, b))));
  });

  test('no record of another name', () => {
    const base = record(optional('x', nested('One', a)));
    expect(mergeDefinitions(base, record(optional('x', nested('Other', b))))).toBe(base);
  });
});

/** Of each name always one type, as among producers that race under FULL. */
const definitions = fc
  .subarray(['a', 'b', 'c', 'd', 'e'])
  .map((names) => record(key, ...names.map((name) => optional(name, 'string'))));

describe('for any definitions', () => {
  test('the union is the same in whatever order, and nothing more is to be added to it', () => {
    fc.assert(
      fc.property(fc.array(definitions, { minLength: 1 }), (list) => {
        const union = list.reduce(mergeDefinitions);
        expect(toDefinitionText(list.toReversed().reduce(mergeDefinitions))).toBe(toDefinitionText(union));
        for (const each of list) expect(mergeDefinitions(union, each)).toBe(union);
      }),
    );
  });
});
