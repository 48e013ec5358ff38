import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesWildcard } from '../../src/iam/wildcard.ts';

test.each([
  ['*', '', true],
  ['*', 'anything/at:all', true],
  ['glue:Get*', 'glue:GetSchema', true],
  ['glue:Get*', 'glue:CreateSchema', false],
  ['registry/?', 'registry/a', true],
  ['registry/?', 'registry/', false],
  ['registry/?', 'registry/ab', false],
  ['*Schema*Diff', 'GetSchemaVersionsDiff', true],
  ['*Schema*Diff', 'GetSchemaVersionsDiff2', false],
  ['a.c', 'abc', false],
  ['', '', true],
  ['', 'a', false],
])('"%s" and "%s": %s', (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

test('agrees with a regular expression of the same meaning', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (wildcards, value) => {
      const expression = wildcards.replaceAll('*', '.*').replaceAll('?', '.');
      expect(matchesWildcard(wildcards, value)).toBe(new RegExp(`^${expression}$`).test(value));
    }),
    { numRuns: 2000 },
  );
});
