import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evolve, type InferenceOptions } from '../src/evolve.ts';
import { event, evolveThrough, inferField, options, readFields } from './event-fixture.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Rows of the README's tables whose first cell is an event, as lists of the code in their cells. */
const rows = readme
  .split('\n')
  .filter((line) => line.startsWith('| `{"'))
  .map((line) => line.split(' | ').map((cell) => [...cell.matchAll(/`([^`]*)`/g)].map(([, code]) => code!)));

const inferred = rows.filter((cells) => cells.length === 2);
const conflicts = rows.filter((cells) => cells.length === 5);

const parse = (json: string) => JSON.parse(json) as Record<string, unknown>;

test('the README has the rows that are checked here', () => {
  expect({ inferred: inferred.length, conflicts: conflicts.length }).toEqual({ inferred: 8, conflicts: 8 });
});

test.each(inferred)('%j becomes the field that the README shows: %j', (events, fields) => {
  // With the field's own setting behind the event, in one row.
  for (const json of events.filter((code) => code.startsWith('{'))) {
    expect(inferField(parse(json))).toEqual(fields.map(parse));
  }
});

describe.each(conflicts)('after %j, %j', ([first], [second], _reject, stringified, sidecar) => {
  test.each<[InferenceOptions['conflictPolicy'], string[]]>([
    ['stringify', stringified],
    ['sidecar', sidecar],
  ])('is read under %s as the README shows', (conflictPolicy, [read]) => {
    const given = { ...options, conflictPolicy };
    const { results } = evolveThrough([event(parse(first!)), event(parse(second!))], given);
    expect(readFields(results.at(-1)!)).toEqual(parse(read!));
  });

  test('is refused under reject', () => {
    const { latest } = evolveThrough([event(parse(first!))]);
    expect(() => evolve(latest, event(parse(second!)), options)).toThrow(
      expect.objectContaining({ name: 'FieldConflictError' }),
    );
  });
});

test.each([...readme.matchAll(/^(\{.*\}) {2,}(field.*)$/gm)].map(([, json, message]) => [json!, message!]))(
  '%s is refused with the message that the README shows',
  (json, message) => {
    expect(() => evolve(undefined, event(parse(json)), options)).toThrow(
      expect.objectContaining({ name: 'InvalidEventError', message }),
    );
  },
);
