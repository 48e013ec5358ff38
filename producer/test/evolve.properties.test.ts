import { compileAvroType } from '@glueline/schema-registry';
import avro from 'avsc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RecordDefinition, toDefinitionText, type TypeDefinition } from '../src/definition.ts';
import { FieldConflictError, InvalidEventError, SchemaLimitError } from '../src/errors.ts';
import { type Event, toEvent } from '../src/event.ts';
import { CONFLICT_POLICIES, evolve, type Evolved, type InferenceOptions } from '../src/evolve.ts';
import { event, evolveThrough, key, options, readBack, toComplex } from './event-fixture.ts';

/*
 * Events of one shape: each path always has values of one type, so that no sequence of them has a conflict. Names
 * repeat and are nasty on purpose.
 */
type Shape = 'double' | 'long' | 'string' | 'boolean' | { items: Shape } | { members: Map<string, Shape> };

const names = fc.constantFrom(
  ...['a', 'b', 'A', 'wind speed', 'wind_x20_speed', 'größe', '1st', '😀', 'a.b', '[]', 'string', 'record'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'deviceId_', 'sensor', 'null', 'count'],
);

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

const sequences: fc.Arbitrary<Event[]> = shapes(4, true).chain((shape) => {
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
const wildSequences = fc.array(anyObject.map(event), { minLength: 1, maxLength: 6 });

/** The written-down normalisations: a null member is an absent one, and so is one that has no type yet. */
function normalise(value: unknown, type: TypeDefinition): unknown {
  if (value === null || typeof value !== 'object') return isLong(type) ? Number(value) + 0 : value;
  if (Array.isArray(value)) return value.map((item) => normaliseItem(item, toComplex(type).items!));
  return normaliseMembers(value as Record<string, unknown>, toComplex(type) as RecordDefinition);
}

function normaliseItem(item: unknown, type: TypeDefinition): unknown {
  return item === null ? null : normalise(item, type);
}

function normaliseMembers(object: Readonly<Record<string, unknown>>, { fields }: RecordDefinition): unknown {
  const bySentName = new Map(fields.map((field) => [field.originalName ?? field.name, field.type]));
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, member]) => {
      const type = bySentName.get(name);
      if (type === undefined) expect(isTypeless(member)).toBe(true);
      return type === undefined || member === null ? [] : [[name, normalise(member, type)] as const];
    }),
  );
}

const isLong = (type: TypeDefinition) => Array.isArray(type) && type[1] === 'long';

const isTypeless = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.every(isTypeless));

/** New structure that an event can bring at once: paths, an array's items and an object's being on its own. */
function countPaths(events: readonly Event[]): number {
  const paths = new Set<string>();
  const visit = (value: unknown, path: string): void => {
    if (isTypeless(value)) return;
    paths.add(path);
    if (Array.isArray(value)) for (const item of value) visit(item, path);
    else if (typeof value === 'object') {
      for (const [name, member] of Object.entries(value!)) visit(member, `${path} ${JSON.stringify(name)}`);
    }
  };
  for (const each of events) visit(each, '');
  return paths.size;
}

/** The library's resolvers keep field names in plain objects, where "constructor" meets what all objects inherit. */
const withoutRuntimeNames = (key: string, value: unknown) =>
  key === 'name' && String(value) in Object.prototype ? `${String(value)}_renamed` : value;

function assertReadEachOther(versions: readonly RecordDefinition[]): void {
  const types = versions.map((version) =>
    avro.Type.forSchema(JSON.parse(toDefinitionText(version), withoutRuntimeNames)),
  );
  for (const reader of types) {
    for (const writer of types) expect(() => reader.createResolver(writer)).not.toThrow();
  }
}

describe('for any sequence of events without a conflict', () => {
  test('what is decoded equals what was sent, up to the documented normalisations', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const { results } = evolveThrough(sequence);
        for (const [index, result] of results.entries()) {
          expect(readBack(result)).toEqual(normalise(sequence[index], result.definition));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('every version reads the data of every other one', () => {
    fc.assert(
      fc.property(sequences, (sequence) => assertReadEachOther(evolveThrough(sequence).versions)),
      { numRuns: 300 },
    );
  });

  test('every order ends in the same definition', () => {
    const orders = sequences.chain((sequence) =>
      fc.tuple(fc.constant(sequence), fc.shuffledSubarray(sequence, { minLength: sequence.length })),
    );
    fc.assert(
      fc.property(orders, ([sequence, shuffled]) => {
        expect(toDefinitionText(evolveThrough(shuffled).latest)).toBe(
          toDefinitionText(evolveThrough(sequence).latest),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('fields are sorted at every level and defined in compact text', () => {
    const assertSorted = (type: TypeDefinition): void => {
      if (typeof type === 'string') return;
      if (Array.isArray(type)) return type.forEach(assertSorted);
      const { items, fields = [] } = toComplex(type);
      if (items !== undefined) assertSorted(items);
      const sortedNames = fields.map(({ name }) => name).toSorted();
      expect(fields.map(({ name }) => name)).toEqual(sortedNames);
      for (const field of fields) assertSorted(field.type);
    };
    fc.assert(
      fc.property(sequences, (sequence) => {
        const { latest } = evolveThrough(sequence);
        assertSorted(latest);
        expect(toDefinitionText(latest)).toBe(JSON.stringify(JSON.parse(toDefinitionText(latest))));
      }),
      { numRuns: 300 },
    );
  });

  test('there are no more versions than new paths, and none when all of it comes again', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const { versions } = evolveThrough(sequence);
        expect(versions.length).toBeLessThanOrEqual(countPaths(sequence));
        expect(evolveThrough([...sequence, ...sequence]).versions).toHaveLength(versions.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe.each(CONFLICT_POLICIES)('for any sequence of events under policy %s', (conflictPolicy) => {
  const given: InferenceOptions = { ...options, conflictPolicy };

  /** Leaves out the events that are refused, as their senders are told. */
  function evolveAccepted(sequence: readonly Event[]) {
    const versions: RecordDefinition[] = [];
    const results: Evolved[] = [];
    for (const next of sequence) {
      try {
        const result = evolve(versions.at(-1), next, given);
        if (result.definition !== versions.at(-1)) versions.push(result.definition);
        results.push(result);
      } catch (error) {
        expect(error).toBeInstanceOf(FieldConflictError);
      }
    }
    return { versions, results, latest: versions.at(-1)! };
  }

  test('every version reads the data of every other one', () => {
    fc.assert(
      fc.property(wildSequences, (sequence) => assertReadEachOther(evolveAccepted(sequence).versions)),
      { numRuns: 300 },
    );
  });

  /** An empty array that came before its field had a type may be in conflict with it the second time. */
  test('the same events a third time bring no version', () => {
    fc.assert(
      fc.property(wildSequences, (sequence) => {
        const twice = evolveAccepted([...sequence, ...sequence]);
        const third = evolveAccepted([...sequence, ...sequence, ...sequence]);
        expect(toDefinitionText(third.latest)).toBe(toDefinitionText(twice.latest));
        expect(third.versions).toHaveLength(twice.versions.length);
      }),
      { numRuns: 500 },
    );
  });

  test('whatever is accepted can be encoded', () => {
    fc.assert(
      fc.property(wildSequences, (sequence) => {
        for (const { definition, datum } of evolveAccepted(sequence).results) {
          const type = compileAvroType(toDefinitionText(definition));
          expect(type.encode(type.decode(type.encode(datum)))).toEqual(type.encode(datum));
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('under policy sidecar everything that was sent is found, as it is or beside its field', () => {
  const SUFFIX = /^(.*)__(?:double|string|boolean|record|array|(json))$/su;
  const withoutSidecars = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withoutSidecars);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const [, original, json] = SUFFIX.exec(name) ?? [];
        const kept = json === undefined ? withoutSidecars(member) : JSON.parse(member as string);
        return [original ?? name, kept];
      }),
    );
  };
  /** JSON text has no negative zero. */
  const comparable = (value: unknown): unknown => {
    if (typeof value === 'number') return value + 0;
    if (Array.isArray(value)) return value.every(isTypeless) ? [] : value.map(comparable);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => !isTypeless(member))
        .map(([name, member]) => [name, comparable(member)]),
    );
  };
  fc.assert(
    fc.property(wildSequences, (sequence) => {
      const { results } = evolveThrough(sequence, { ...options, conflictPolicy: 'sidecar' });
      for (const [index, result] of results.entries()) {
        expect(comparable(withoutSidecars(readBack(result)))).toEqual(comparable(sequence[index]));
      }
    }),
    { numRuns: 500 },
  );
});

describe('whatever JSON comes', () => {
  const TYPED = [InvalidEventError, FieldConflictError, SchemaLimitError];

  test.each(CONFLICT_POLICIES)(
    'under policy %s an event is published or refused with a typed error',
    (conflictPolicy) => {
      const given: InferenceOptions = { ...options, conflictPolicy };
      let latest: RecordDefinition | undefined;
      fc.assert(
        fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
          try {
            const payload = toEvent(JSON.parse(text), { ...key, timestamp: () => key.timestamp });
            const evolved = evolve(latest, payload, given);
            compileAvroType(toDefinitionText(evolved.definition)).encode(evolved.datum);
            latest = evolved.definition.fields.length > 100 ? undefined : evolved.definition;
          } catch (error) {
            expect(TYPED).toContain((error as Error).constructor);
          }
        }),
        { numRuns: 1000 },
      );
    },
  );
});
