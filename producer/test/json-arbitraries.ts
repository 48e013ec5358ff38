import fc from 'fast-check';
import type { Event } from '../src/event.ts';
import { event } from './event-fixture.ts';

/*
 * Events of one shape: each path always has values of one type, so that no sequence of them has a conflict. Names
 * repeat and are nasty on purpose.
 */
type Shape = 'double' | 'long' | 'string' | 'boolean' | { items: Shape } | { members: Map<string, Shape> };

const PLAIN_NAMES = ['a', 'b', 'A', 'deviceId_', 'sensor', 'record', 'count'];
const ESCAPED_NAMES = ['wind speed', 'wind_x20_speed', 'größe', '1st', '😀', 'a.b', '[]'];
const RUNTIME_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'string', 'null'];
const names = fc.constantFrom(...PLAIN_NAMES, ...ESCAPED_NAMES, ...RUNTIME_NAMES);

/** `count` is what INTEGER_FIELDS names at the top; elsewhere every name may be a double. */
function shapes(maxDepth: number, isTop: boolean): fc.Arbitrary<Shape> {
  const scalars = fc.constantFrom<Shape>('double', 'string', 'boolean');
  if (maxDepth === 0) return scalars;
  const inner = shapes(maxDepth - 1, false);
  return fc.oneof(
    { weight: isTop ? 0 : 2, arbitrary: scalars },
    { weight: isTop ? 0 : 2, arbitrary: inner.map((items) => ({ items })) },
    {
      weight: 2,
      arbitrary: fc.array(fc.tuple(names, inner), { maxLength: 5 }).map((members) => ({
        members: new Map(members.map(([name, shape]) => [name, isTop && name === 'count' ? 'long' : shape])),
      })),
    },
  );
}

const numbers = fc.oneof(
  fc.maxSafeInteger(),
  fc.constant(-0),
  fc.double({ noNaN: true, min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
);

function valuesOf(shape: Shape): fc.Arbitrary<unknown> {
  if (shape === 'double') return numbers;
  if (shape === 'long') return fc.maxSafeInteger();
  if (shape === 'string') return fc.string({ unit: 'grapheme' });
  if (shape === 'boolean') return fc.boolean();
  if ('items' in shape) return fc.array(fc.option(valuesOf(shape.items), { freq: 4 }), { maxLength: 4 });
  return membersOf(shape.members);
}

function membersOf(members: ReadonlyMap<string, Shape>): fc.Arbitrary<Record<string, unknown>> {
  const entries = [...members].map(([name, shape]) =>
    fc
      .option(fc.option(valuesOf(shape), { freq: 4 }), { nil: undefined, freq: 3 })
      .map((value) => [name, value] as const),
  );
  return fc
    .tuple(...entries)
    .map((all) => Object.fromEntries(all.filter(([, value]) => value !== undefined)));
}

export const sequences: fc.Arbitrary<Event[]> = shapes(4, true).chain((shape) => {
  if (typeof shape === 'string' || 'items' in shape) throw new Error('the top of a shape is an object');
  return fc.array(membersOf(shape.members).map(event), { minLength: 1, maxLength: 8 });
});

/** Any JSON under few names: conflicts everywhere. */
const { object: anyObject } = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    numbers,
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'wind speed', '__proto__', 'count'), tie('value'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
}));
export const wildSequences = fc.array(anyObject.map(event), { minLength: 1, maxLength: 6 });

/** Says nothing about a type: it brings no field. */
export const isTypeless = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.every(isTypeless));
