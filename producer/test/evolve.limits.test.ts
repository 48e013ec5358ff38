import { describe, expect, test } from 'vitest';
import { InvalidEventError, SchemaLimitError } from '../src/errors.ts';
import { CONFLICT_POLICIES, evolve } from '../src/evolve.ts';
import { event, evolveThrough, options, readFields } from './event-fixture.ts';

function nest(levels: number, innermost: unknown, wrap: (inner: unknown) => unknown): unknown {
  let value = innermost;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

function manyFields(count: number, prefix: string): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, index]));
}

describe('levels', () => {
  const wraps = {
    objects: (inner: unknown) => ({ a: inner }),
    arrays: (inner: unknown) => [inner],
  };

  test.each(['objects', 'arrays'] as const)('32 of them are taken, of %s', (kind) => {
    const fields = { a: nest(31, 'x', wraps[kind]) };
    expect(readFields(evolve(undefined, event(fields), options))).toEqual(fields);
  });

  test.each(['objects', 'arrays'] as const)('one more is refused, of %s', (kind) => {
    const fields = { a: nest(32, 'x', wraps[kind]) };
    expect(() => evolve(undefined, event(fields), options)).toThrow(InvalidEventError);
    expect(() => evolve(undefined, event(fields), options)).toThrow(
      /^field a[.a[\]]+ is nested too deep: an event has at most 32 levels$/,
    );
  });

  test.each(CONFLICT_POLICIES)(
    'a tower of any height is refused without falling over, under %s',
    (policy) => {
      const { latest } = evolveThrough([event({ a: 'text', b: { a: 1 }, c: [[1]] })]);
      for (const wrap of Object.values(wraps)) {
        for (const name of ['a', 'b', 'c', 'd']) {
          const tower = event({ [name]: nest(100_000, [], wrap) });
          expect(() => evolve(latest, tower, { ...options, conflictPolicy: policy })).toThrow(
            InvalidEventError,
          );
        }
      }
    },
  );
});

describe('fields of a record', () => {
  test('500 are taken at any level, one more is refused', () => {
    const { latest } = evolveThrough([event({ byId: manyFields(500, 'id') })]);
    expect(() => evolve(latest, event({ byId: { id0: 1, another: 1 } }), options)).toThrow(
      new SchemaLimitError('field byId.another is one too many for its record, which has at most 500 fields'),
    );
    expect(evolve(latest, event({ byId: { id499: 7 } }), options).definition).toBe(latest);
  });

  test('members named by ids are stopped even if they come one by one', () => {
    // 498 with the two of the key.
    const first = event(manyFields(490, 'id'));
    const oneByOne = Array.from({ length: 8 }, (_, index) => event({ [`other${index}`]: 1 }));
    expect(evolveThrough([first, ...oneByOne]).versions).toHaveLength(9);
    expect(() => evolveThrough([first, ...oneByOne, event({ last: 1 })])).toThrow(
      new SchemaLimitError('field last is one too many for its record, which has at most 500 fields'),
    );
  });
});

test('a schema has at most 2000 fields, records being fields too', () => {
  const four = ['a', 'b', 'c', 'd'].map((name) => [name, manyFields(498, name)] as const);
  const { latest } = evolveThrough([event(Object.fromEntries(four))]);
  expect(() => evolve(latest, event({ e: manyFields(3, 'x') }), options)).toThrow(
    new SchemaLimitError('the schema would have 2002 fields, at most 2000 are allowed'),
  );
});

test('a definition has at most the 170,000 characters that the registry takes', () => {
  const wide = manyFields(400, 'n'.repeat(240));
  expect(() => evolve(undefined, event({ a: wide, b: wide }), options)).toThrow(SchemaLimitError);
  expect(() => evolve(undefined, event({ a: wide, b: wide }), options)).toThrow(
    /^the schema's definition would have \d{6} characters, the registry allows 170000$/,
  );
});
