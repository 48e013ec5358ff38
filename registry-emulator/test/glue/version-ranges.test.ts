import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ServiceError } from '../../src/errors.ts';
import { readVersionRanges } from '../../src/glue/version-ranges.ts';

test.each<[string, number[]]>([
  ['5', [5]],
  ['5-8', [5, 6, 7, 8]],
  ['1-3,5', [1, 2, 3, 5]],
  ['7, 2-3', [2, 3, 7]],
  ['4-6,5-7,1', [1, 4, 5, 6, 7]],
  ['100000', [100_000]],
])('%s means %j', (text, numbers) => {
  expect(readVersionRanges(text)).toEqual(numbers);
});

const form = 'Versions is not valid: version numbers and ranges such as 5-8, separated by commas.';

test.each([
  ['0', form],
  ['-1', form],
  ['3-1', form],
  ['1-2-3', form],
  ['1,', form],
  ['one', form],
  ['', 'The resource name contains too many or too few characters. Parameter Name: versions'],
  [undefined, 'The resource name contains too many or too few characters. Parameter Name: versions'],
  [
    '100001',
    "1 validation error detected: Value '100001' at 'versionNumber' failed to satisfy constraint: " +
      'Member must have value less than or equal to 100000',
  ],
])('%j is refused', (text, message) => {
  expect(() => readVersionRanges(text)).toThrow(new ServiceError('InvalidInputException', message));
});

test('any list of ranges means the union of its ranges, ascending', () => {
  const range = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 12 }), (ranges) => {
      const text = ranges
        .map(([first, more]) => (more === 0 ? `${first}` : `${first}-${first + more}`))
        .join(',');
      const expected = new Set(
        ranges.flatMap(([first, more]) => Array.from({ length: more + 1 }, (_, index) => first + index)),
      );
      expect(readVersionRanges(text)).toEqual([...expected].sort((left, right) => left - right));
    }),
  );
});
