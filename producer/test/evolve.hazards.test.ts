import { describe, expect, test } from 'vitest';
import { FieldConflictError, InvalidEventError } from '../src/errors.ts';
import { evolve } from '../src/evolve.ts';
import { event, evolveThrough, inferField, options, readFields } from './event-fixture.ts';

/*
 * What is hazardous about JSON on its way into Avro, row by row. Payloads are text, because several of the hazards
 * lie in parsing.
 */
function parse(json: string): Record<string, unknown> {
  return JSON.parse(json) as Record<string, unknown>;
}

/** What the consumer reads of the last of several events. */
function readLast(...jsons: string[]): unknown {
  return readFields(evolveThrough(jsons.map((json) => event(parse(json)))).results.at(-1)!);
}

function evolveLast(...jsons: string[]) {
  return () => evolveThrough(jsons.map((json) => event(parse(json))));
}

describe('numbers', () => {
  test.each([
    ['a whole number', '{"a": 1}', 1],
    ['a fraction', '{"a": 1.5}', 1.5],
    ['the largest number that is exact', '{"a": 9007199254740991}', Number.MAX_SAFE_INTEGER],
    ['the smallest', '{"a": 5e-324}', 5e-324],
    ['a negative zero', '{"a": -0}', -0],
  ])('%s comes back as it was', (_title, json, value) => {
    expect(readLast(json)).toEqual({ a: value });
  });

  test('a whole number where fractions were is the same field, and the other way round', () => {
    expect(evolveThrough([event({ a: 1 }), event({ a: 1.5 }), event({ a: 2 })]).versions).toHaveLength(1);
  });

  test('a long has no negative zero', () => {
    expect(readLast('{"count": -0}')).toEqual({ count: 0 });
  });

  test('a fraction for a long is a conflict', () => {
    expect(evolveLast('{"count": 1}', '{"count": 1.5}')).toThrow(
      new FieldConflictError(
        'field count must be ["null","long"] as in the schema (received a number with a fraction)',
      ),
    );
  });

  test('integers are hinted by path, and the items of an array have its path', () => {
    expect(JSON.stringify(inferField({ visit: { count: 1, depth: 1 } }))).toContain(
      '[{"name":"count","type":["null","long"],"default":null},{"name":"depth","type":["null","double"],"default":null}]',
    );
    const [visits] = inferField({ visits: [{ count: 1 }] });
    expect(JSON.stringify(visits)).toContain('{"name":"count","type":["null","long"],"default":null}');
    expect(JSON.stringify(inferField({ count: [1, 2] }))).toContain('"items":["null","long"]');
  });

  test.each([
    ['one beyond 2^53-1', '{"a": {"id": 9007199254740992}}', 'a.id'],
    ['one that parsing rounds', '{"a": [9007199254740993]}', 'a[]'],
    ['one in exponent form', '{"a": 1e300}', 'a'],
    ['one that parsing makes infinite', '{"a": -1e400}', 'a'],
    ['one for a long', '{"count": 9007199254740992}', 'count'],
  ])('%s is refused: nobody knows whether it was rounded', (_title, json, path) => {
    const message = `field ${path} must be a number within ±(2^53 - 1): beyond, numbers are rounded before they arrive`;
    expect(evolveLast(json)).toThrow(new InvalidEventError(message));
    const { latest } = evolveThrough([event({ a: 'text', count: 1 })]);
    expect(() => evolve(latest, event(parse(json)), options)).toThrow(new InvalidEventError(message));
  });
});

describe('nulls and values without a type', () => {
  test.each([
    ['null', '{"a": null}', {}],
    ['an empty array', '{"a": []}', {}],
    ['an array of nulls', '{"a": [null, null]}', {}],
    ['an array of empty arrays', '{"a": [[], [null]]}', {}],
    ['an object of nulls', '{"a": {"b": null}}', { a: {} }],
  ])('%s brings no type: %s is published as %o', (_title, json, read) => {
    expect(readLast(json)).toEqual(read);
  });

  test.each([
    ['null', '{"a": [1]}', '{"a": null}', {}],
    ['an empty array', '{"a": [1]}', '{"a": []}', { a: [] }],
    ['an array of nulls', '{"a": [1]}', '{"a": [null, null]}', { a: [null, null] }],
    ['an array of empty arrays', '{"a": [[1]]}', '{"a": [[], [null]]}', { a: [[], [null]] }],
    ['an object of nulls', '{"a": {"b": 1}}', '{"a": {"b": null}}', { a: {} }],
  ])('%s fits a field that has a type', (_title, earlier, json, read) => {
    expect(evolveThrough([event(parse(earlier)), event(parse(json))]).versions).toHaveLength(1);
    expect(readLast(earlier, json)).toEqual(read);
  });

  test('an empty object is a record without fields, which may get some', () => {
    expect(readLast('{"a": {}}')).toEqual({ a: {} });
    expect(readLast('{"a": {}}', '{"a": {"b": 1}}')).toEqual({ a: { b: 1 } });
  });
});

describe('arrays', () => {
  test('a null among the items is no conflict, first or later', () => {
    expect(readLast('{"a": [null, 1]}')).toEqual({ a: [null, 1] });
    expect(readLast('{"a": [1]}', '{"a": [1, null]}')).toEqual({ a: [1, null] });
  });

  test.each(['[1, "a"]', '[1, {}]', '[[1], ["a"]]', '[[1], 1]', '[true, null, "a"]'])(
    'items of several types, as in %s, are a conflict',
    (items) => {
      expect(evolveLast(`{"a": {"b": ${items}}}`)).toThrow(
        new FieldConflictError('field a.b must have items of one type'),
      );
    },
  );
});

describe('names', () => {
  test.each([
    ['wind-speed', 'wind_x2d_speed'],
    ['wind speed', 'wind_x20_speed'],
    ['1a', '_x31_a'],
    ['größe', 'gr_xf6__xdf_e'],
    ['__proto__', '_x5f__proto__'],
    ['a.b', 'a_x2e_b'],
  ])('%s is written as %s and says what was sent', (sent, avro) => {
    expect(inferField(parse(`{${JSON.stringify(sent)}: 1}`))).toEqual([
      { name: avro, type: ['null', 'double'], default: null, originalName: sent },
    ]);
    const nested = `{"a": [{${JSON.stringify(sent)}: {${JSON.stringify(sent)}: 1}}]}`;
    expect(readLast(nested)).toEqual(parse(nested));
  });

  test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__'])(
    '%s is data at every level, and absent where it was not sent',
    (name) => {
      const json = `{"${name}": {"${name}": [{"${name}": 1}]}}`;
      expect(readLast(json)).toEqual(parse(json));
      expect(Object.keys(readLast(json) as object)).toEqual([name]);
      expect(readLast(json, `{"${name}": {}}`)).toEqual(parse(`{"${name}": {}}`));
      expect(readLast(json, '{}')).toEqual({});
    },
  );

  test('names that differ in case only are two fields', () => {
    expect(readLast('{"a": 1, "A": "x"}')).toEqual({ a: 1, A: 'x' });
  });

  test('a field may be named like a type, and like the schema', () => {
    const json = '{"string": {"record": {"null": 1}}, "sensor": {"sensor": true}}';
    expect(readLast(json)).toEqual(parse(json));
  });

  test('of two members with one name the last counts, as in every JSON.parse', () => {
    expect(readLast('{"a": 1, "a": 2}')).toEqual({ a: 2 });
  });

  test.each([
    ['{"": 1}', 'field names must have 1 to 255 characters (received 0)'],
    ['{"a": [{"": null}]}', 'field names in a[] must have 1 to 255 characters (received 0)'],
    [`{"${'n'.repeat(256)}": 1}`, 'field names must have 1 to 255 characters (received 256)'],
    ['{"\\ud800": 1}', 'field names must be well-formed Unicode: one has half of a surrogate pair'],
  ])('%s is refused', (json, message) => {
    expect(evolveLast(json)).toThrow(new InvalidEventError(message));
  });
});

describe('strings', () => {
  test.each(['', '2026-11-23T17:04:05Z', '😀', '\u0000', '30'])('%j stays the string it is', (text) => {
    expect(readLast(JSON.stringify({ a: text }))).toEqual({ a: text });
  });

  test.each(['{"a": "\\ud83d"}', '{"b": ["\\ude00"]}', '{"c": {"d": "x\\ud83dx"}}'])(
    '%s has half of a surrogate pair, which UTF-8 cannot write, and is refused',
    (json) => {
      const message = /^field (a|b\[\]|c\.d) must be well-formed Unicode: it has half of a surrogate pair$/;
      expect(evolveLast(json)).toThrow(InvalidEventError);
      expect(evolveLast(json)).toThrow(message);
      expect(evolveLast('{"a": "x", "b": ["x"], "c": {"d": "x"}}', json)).toThrow(message);
    },
  );
});

describe('what only a direct caller can send', () => {
  test.each([
    [
      'NaN',
      Number.NaN,
      'must be a number within ±(2^53 - 1): beyond, numbers are rounded before they arrive',
    ],
    ['a BigInt', 1n, 'must be a JSON value (received a bigint)'],
    ['a Date', new Date(0), 'must be a JSON value (received an object of a class)'],
    ['a Buffer', Buffer.from('x'), 'must be a JSON value (received an object of a class)'],
    ['a function', () => 1, 'must be a JSON value (received a function)'],
    ['an undefined item', [undefined], 'must be a JSON value (received undefined)'],
  ])('%s is refused, in a new field and in a known one', (_title, value, rule) => {
    const path = Array.isArray(value) ? 'a[]' : 'a';
    const message = `field ${path} ${rule}`;
    for (const known of [{}, { a: 1 }, { a: 'text' }, { a: [1] }]) {
      const { latest } = evolveThrough([event(known)]);
      expect(() => evolve(latest, event({ a: value }), options)).toThrow(new InvalidEventError(message));
    }
  });

  test('an undefined member is one that was not sent', () => {
    expect(readFields(evolve(undefined, event({ a: undefined, b: { c: undefined } }), options))).toEqual({
      b: {},
    });
  });
});
