import { compileAvroType } from '@glueline/schema-registry';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RecordDefinition, toDefinitionText } from '../src/definition.ts';
import { FieldConflictError, InvalidEventError, SchemaLimitError } from '../src/errors.ts';
import { type Event, toEvent } from '../src/event.ts';
import { CONFLICT_POLICIES, evolve, type Evolved, type InferenceOptions } from '../src/evolve.ts';
import { evolveThrough, findUnreadable, key, options, readBack } from './event-fixture.ts';
import { isTypeless, wildSequences } from './json-arbitraries.ts';

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
        if (!(error instanceof FieldConflictError)) throw error;
      }
    }
    return { versions, results, latest: versions.at(-1)! };
  }

  test('every version reads the data of every other one', () => {
    fc.assert(
      fc.property(wildSequences, (sequence) => {
        expect(findUnreadable(evolveAccepted(sequence).versions)).toEqual([]);
      }),
      { numRuns: 200 },
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
      { numRuns: 200 },
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
  /** Keeps what it has learned, so that later texts meet a schema; from time to time it starts anew. */
  function createPublisher(given: InferenceOptions) {
    let latest: RecordDefinition | undefined;
    return (text: string): unknown => {
      try {
        const payload = toEvent(JSON.parse(text), { ...key, timestamp: () => key.timestamp });
        const { definition, datum } = evolve(latest, payload, given);
        compileAvroType(toDefinitionText(definition)).encode(datum);
        latest = definition.fields.length > 100 ? undefined : definition;
        return 'published';
      } catch (error) {
        return (error as Error).constructor;
      }
    };
  }

  test.each(CONFLICT_POLICIES)(
    'under policy %s an event is published or refused with a typed error',
    (conflictPolicy) => {
      const publish = createPublisher({ ...options, conflictPolicy });
      const outcomes = ['published', InvalidEventError, FieldConflictError, SchemaLimitError];
      fc.assert(
        fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
          expect(outcomes).toContain(publish(text));
        }),
        { numRuns: 1000 },
      );
    },
  );
});
