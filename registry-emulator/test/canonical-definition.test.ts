import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCanonicalDefinition } from '../src/canonical-definition.ts';
import { InvalidDefinitionError } from '../src/errors.ts';

/** Writes a value with any white space and any key order. */
function writeLoosely(value: unknown, random: fc.Random): string {
  const space = () => [' ', '\n', '\t', ''][random.nextInt(0, 3)]!;
  if (Array.isArray(value)) {
    return `${space()}[${value.map((item) => writeLoosely(item, random)).join(',')}${space()}]`;
  }
  if (typeof value !== 'object' || value === null) return `${space()}${JSON.stringify(value)}${space()}`;
  const members = Object.entries(value).map(
    ([key, member]) => `${space()}${JSON.stringify(key)}${space()}:${writeLoosely(member, random)}`,
  );
  const shuffled = members
    .map((member) => [random.nextInt(0, 1000), member] as const)
    .sort(([a], [b]) => a - b);
  return `{${shuffled.map(([, member]) => member).join(',')}${space()}}`;
}

test('white space and key order do not change the canonical form', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.noShrink(fc.gen()), (value, gen) => {
      const random = { nextInt: (min: number, max: number) => gen(fc.integer, { min, max }) };
      const loose = writeLoosely(value, random as fc.Random);
      expect(toCanonicalDefinition(loose)).toBe(toCanonicalDefinition(JSON.stringify(value)));
    }),
  );
});

test('the canonical form means the same and is its own canonical form', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const canonical = toCanonicalDefinition(JSON.stringify(value));
      expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(toCanonicalDefinition(canonical)).toBe(canonical);
    }),
  );
});

test.each([
  ['the order of an array', '[1,2]', '[2,1]'],
  ['a doc', '{"type":"int"}', '{"type":"int","doc":""}'],
  ['how a number is written', '1', '1.0'],
  ['longs that one JavaScript number would stand for', '9007199254740993', '9007199254740992'],
  ['white space inside a string', '"a b"', '"a  b"'],
])('%s counts', (_title, left, right) => {
  expect(toCanonicalDefinition(left)).not.toBe(toCanonicalDefinition(right));
});

test('an escaped character is the character', () => {
  expect(toCanonicalDefinition('"\\u00e4"')).toBe(toCanonicalDefinition('"ä"'));
});

test('nesting is limited before any recursion, and brackets in strings do not nest', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  expect(toCanonicalDefinition(nested(500))).toBe(nested(500));
  expect(() => toCanonicalDefinition(nested(501))).toThrow(
    new InvalidDefinitionError('Document nesting depth exceeds the maximum allowed (500)'),
  );
  expect(toCanonicalDefinition(JSON.stringify(`\\"${'['.repeat(1000)}`))).toContain('[[[');
});
