import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RecordDefinition, toDefinitionText, type TypeDefinition } from '../src/definition.ts';
import type { Event } from '../src/event.ts';
import { evolveThrough, findUnreadable, readBack, toComplex } from './event-fixture.ts';
import { isTypeless, sequences } from './json-arbitraries.ts';

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
      fc.property(sequences, (sequence) => {
        expect(findUnreadable(evolveThrough(sequence).versions)).toEqual([]);
      }),
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
