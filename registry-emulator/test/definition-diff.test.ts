import fc from 'fast-check';
import { applyPatch, type Operation } from 'rfc6902';
import { expect, test } from 'vitest';
import { diffDefinitions } from '../src/definition-diff.ts';

function patched(before: unknown, diff: string): unknown {
  const document = { root: structuredClone(before) };
  const patch = JSON.parse(diff) as Operation[];
  for (const operation of patch) operation.path = `/root${operation.path}`;
  const results = applyPatch(document, patch);
  expect(results.filter((result) => result !== null)).toEqual([]);
  return document.root;
}

// No "__proto__": the library that applies patches in this test refuses it.
const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));

test('applying the compare of two definitions to the first gives the second', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const [first, second] = [JSON.stringify(before), JSON.stringify(after)];
      const diff = diffDefinitions(first, second);
      expect(patched(JSON.parse(first), diff)).toEqual(JSON.parse(second));
    }),
  );
});

test('any two documents can be compared', () => {
  const anything = fc.jsonValue().map((value) => JSON.stringify(value).replaceAll('"a', '"__proto__'));
  fc.assert(
    fc.property(anything, anything, (first, second) => {
      expect(JSON.parse(diffDefinitions(first, second))).toBeInstanceOf(Array);
    }),
  );
});

const field = (name: string, type: unknown = 'int') => ({ name, type });
const recordOf = (...fields: unknown[]) => JSON.stringify({ type: 'record', name: 'R', fields });

test.each([
  ['the same definition', recordOf(field('a')), recordOf(field('a')), []],
  [
    'a field added in the middle',
    recordOf(field('a'), field('c')),
    recordOf(field('a'), field('b'), field('c')),
    [{ op: 'add', path: '/fields/1', value: field('b') }],
  ],
  [
    'two fields removed',
    recordOf(field('a'), field('b'), field('c')),
    recordOf(field('a')),
    [
      { op: 'remove', path: '/fields/1' },
      { op: 'remove', path: '/fields/1' },
    ],
  ],
  [
    'a type changed',
    recordOf(field('a'), field('b')),
    recordOf(field('a'), field('b', 'long')),
    [{ op: 'replace', path: '/fields/1/type', value: 'long' }],
  ],
  [
    'a type changed and a field appended',
    recordOf(field('a')),
    recordOf(field('a', 'long'), field('b')),
    [
      { op: 'replace', path: '/fields/0/type', value: 'long' },
      { op: 'add', path: '/fields/1', value: field('b') },
    ],
  ],
])('%s', (_title, first, second, expected) => {
  expect(JSON.parse(diffDefinitions(first, second))).toEqual(expected);
});

test('one field added to thousands is one operation', () => {
  const many = Array.from({ length: 5000 }, (_, index) => field(`f${index}`));
  const diff = diffDefinitions(recordOf(...many), recordOf(...many.toSpliced(2500, 0, field('new'))));
  expect(JSON.parse(diff)).toEqual([{ op: 'add', path: '/fields/2500', value: field('new') }]);
});

test('thousands of fields that have nothing in common are replaced together', () => {
  const many = (prefix: string) => Array.from({ length: 5000 }, (_, index) => field(`${prefix}${index}`));
  const diff = diffDefinitions(recordOf(...many('a')), recordOf(...many('b')));
  expect(JSON.parse(diff)).toEqual([{ op: 'replace', path: '/fields', value: many('b') }]);
});

test.each([
  ['emptied', (many: unknown[]) => [many, []]],
  ['filled', (many: unknown[]) => [[], many]],
])('a record of thousands of fields that is %s is compared field by field', (_title, sides) => {
  const many = Array.from({ length: 5000 }, (_, index) => field(`f${index}`));
  const [before = [], after = []] = sides(many);
  const diff = diffDefinitions(recordOf(...before), recordOf(...after));
  expect((patched(JSON.parse(recordOf(...before)), diff) as { fields: unknown }).fields).toEqual(after);
  expect(JSON.parse(diff)).toHaveLength(5000);
});

test('two changes in a large record are two operations', () => {
  const many = Array.from({ length: 500 }, (_, index) => field(`f${index}`));
  const changed = many.toSpliced(200, 1, field('f200', 'long')).toSpliced(210, 0, field('new'));
  expect(JSON.parse(diffDefinitions(recordOf(...many), recordOf(...changed)))).toEqual([
    { op: 'replace', path: '/fields/200/type', value: 'long' },
    { op: 'add', path: '/fields/210', value: field('new') },
  ]);
});
