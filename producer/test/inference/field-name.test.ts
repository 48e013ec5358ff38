import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toAvroName, toFreeName, toRecordName } from '../../src/inference/field-name.ts';

/** The reverse of `toAvroName`, as its table of escapes describes it. Consumers read `originalName` instead. */
function toSentName(avroName: string): string {
  return avroName.replaceAll(/_x([0-9a-f]+)_/g, (_match, digits: string) =>
    String.fromCodePoint(Number.parseInt(digits, 16)),
  );
}

/** Names around the escape's own characters, and any other text. */
const names = fc.oneof(
  fc.string({ unit: fc.constantFrom('_', 'x', '0', '4', '1', 'f', 'é', ' ', 'A', '😀'), minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
);

describe('a name in Avro', () => {
  test.each([
    ['temperature', 'temperature'],
    ['wind speed', 'wind_x20_speed'],
    ['wind-speed', 'wind_x2d_speed'],
    ['größe', 'gr_xf6__xdf_e'],
    ['1st', '_x31_st'],
    ['温度', '_x6e29__x5ea6_'],
    ['😀', '_x1f600_'],
    ['a.b', 'a_x2e_b'],
    ['pos_x', 'pos_x'],
    ['x_x2', 'x_x2'],
    ['a_x20_b', 'a_x5f_x20_b'],
    ['a_x4é', 'a_x5f_x4_xe9_'],
    ['__proto__', '_x5f__proto__'],
    ['constructor', 'constructor'],
  ])('of %s is %s', (sent, avro) => {
    expect(toAvroName(sent)).toBe(avro);
    expect(toSentName(avro)).toBe(sent);
  });

  test('is always one that Avro takes, and says what was sent', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(toAvroName(name)).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
        expect(toSentName(toAvroName(name))).toBe(name);
      }),
      { numRuns: 20_000 },
    );
  });

  test('is never that of another name', () => {
    fc.assert(
      fc.property(names, names, (left, right) => {
        expect(toAvroName(left) === toAvroName(right)).toBe(left === right);
      }),
      { numRuns: 20_000 },
    );
  });

  test('is what it was when it is sent in its escaped form', () => {
    fc.assert(
      fc.property(names, (name) => {
        const escaped = toAvroName(name);
        expect(toSentName(toAvroName(escaped))).toBe(escaped);
      }),
      { numRuns: 5000 },
    );
  });
});

test('a record is not named like a primitive type, and not like another record either', () => {
  expect(toRecordName('string')).toBe('_x73_tring');
  expect(toRecordName('strings')).toBe('strings');
  expect(toRecordName(toAvroName('_x73_tring'))).toBe('_x5f_x73_tring');
});

test('a name that others have taken gets a suffix that no name sent can have', () => {
  const taken = new Set(['a_x20_b', 'a_x20_b_x00_']);
  expect(toFreeName('a_x20_b', (name) => taken.has(name))).toBe('a_x20_b_x00__x00_');
  expect(toAvroName('a b_x00_')).toBe('a_x20_b_x5f_x00_');
});
