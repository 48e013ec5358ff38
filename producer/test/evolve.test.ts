import { compileAvroType } from '@glueline/schema-registry';
import avro from 'avsc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDefinition, type RecordDefinition, toDefinitionText } from '../src/definition.ts';
import { FieldConflictError, RegistrationError } from '../src/errors.ts';
import { type Event, type Scalar, toEvent } from '../src/event.ts';
import { evolve } from '../src/evolve.ts';

const options = { schemaName: 'sensor', integerFields: new Set(['count']) };

function event(fields: Record<string, Scalar> = {}): Event {
  return toEvent(fields, { deviceId: '000001', timestamp: () => '2026-11-23T17:04:05.006007Z' });
}

const first = evolve(undefined, event(), options);

describe('the first version', () => {
  test('of an empty event has the two key fields, both required', () => {
    expect(toDefinitionText(first)).toBe(
      '{"type":"record","name":"sensor","fields":[{"name":"deviceId","type":"string"},' +
        '{"name":"timestamp","type":"string"}]}',
    );
  });

  test('makes every other field optional, with fields sorted by name', () => {
    const definition = evolve(undefined, event({ temperature: 30, active: true, unit: 'C' }), options);
    expect(JSON.parse(toDefinitionText(definition)).fields).toEqual([
      { name: 'active', type: ['null', 'boolean'], default: null },
      { name: 'deviceId', type: 'string' },
      { name: 'temperature', type: ['null', 'double'], default: null },
      { name: 'timestamp', type: 'string' },
      { name: 'unit', type: ['null', 'string'], default: null },
    ]);
  });

  test('makes a hinted integer a long', () => {
    expect(evolve(undefined, event({ count: 3 }), options).fields).toContainEqual({
      name: 'count',
      type: ['null', 'long'],
      default: null,
    });
  });
});

describe('an event that fits', () => {
  const withTemperature = evolve(first, event({ temperature: 30 }), options);

  test.each([
    ['without the optional field', {}],
    ['with a null for it', { temperature: null }],
    ['with a null for a field nobody has seen', { humidity: null }],
    ['with a fraction where the first value was whole', { temperature: 30.5 }],
  ])('%s needs no new version', (_title, fields) => {
    expect(evolve(withTemperature, event(fields), options)).toBe(withTemperature);
  });
});

describe('a schema registered by others', () => {
  const foreign = parseDefinition(
    JSON.stringify({
      type: 'record',
      name: 'sensor',
      doc: 'kept',
      fields: [
        { name: 'deviceId', type: { type: 'string' } },
        { name: 'timestamp', type: 'string' },
        { name: 'level', type: ['null', 'int'], default: null },
        { name: 'tags', type: { type: 'array', items: 'string' }, default: [] },
      ],
    }),
  );

  test('keeps its attributes when it evolves', () => {
    const evolved = evolve(foreign, event({ temperature: 30 }), options);
    expect(evolved).toMatchObject({ doc: 'kept' });
    expect(evolved.fields.map((field) => field.name)).toEqual([
      'deviceId',
      'timestamp',
      'level',
      'tags',
      'temperature',
    ]);
  });

  test('takes an integer in an int field, and nothing beyond 32 bits', () => {
    expect(evolve(foreign, event({ level: 7 }), options)).toBe(foreign);
    expect(() => evolve(foreign, event({ level: 2 ** 31 }), options)).toThrow(
      new FieldConflictError('field level must be ["null","int"] as in the schema (received a number)'),
    );
  });

  test('that requires a field refuses an event without it', () => {
    const strict: RecordDefinition = {
      ...foreign,
      fields: [...foreign.fields, { name: 'site', type: 'string' }],
    };
    expect(() => evolve(strict, event(), options)).toThrow(
      new FieldConflictError('field site is required by the schema and missing from the event'),
    );
  });

  test('that is not a record cannot be evolved', () => {
    expect(() => parseDefinition('"string"')).toThrow(
      new RegistrationError(
        "the schema's latest version is not an Avro record: events cannot be fitted to it",
      ),
    );
  });
});

test('a value of another type is a conflict that names field and types, not the value', () => {
  const definition = evolve(first, event({ temperature: 30 }), options);
  expect(() => evolve(definition, event({ temperature: 'hot' }), options)).toThrow(
    new FieldConflictError(
      'field temperature must be ["null","double"] as in the schema (received a string)',
    ),
  );
});

/** Each name always has values of one type, so that no sequence of events contains a conflict. */
const events = fc.array(
  fc
    .record(
      {
        text: fc.string(),
        flag: fc.boolean(),
        ratio: fc.double({ noNaN: true }),
        count: fc.maxSafeInteger(),
      },
      { requiredKeys: [] },
    )
    .map((fields) => event(fields as Record<string, Scalar>)),
  { minLength: 1, maxLength: 10 },
);

function evolveThrough(sequence: Event[]): RecordDefinition[] {
  const versions: RecordDefinition[] = [];
  for (const next of sequence) {
    const evolved = evolve(versions.at(-1), next, options);
    if (evolved !== versions.at(-1)) versions.push(evolved);
  }
  return versions;
}

describe('for any sequence of events', () => {
  test('what is decoded equals what was sent, missing fields being null', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        const definition = evolveThrough(sequence).at(-1)!;
        const type = compileAvroType(toDefinitionText(definition));
        const absent = Object.fromEntries(definition.fields.map((field) => [field.name, null]));
        for (const sent of sequence) {
          expect(type.decode(type.encode(sent))).toEqual({ ...absent, ...sent });
        }
      }),
    );
  });

  test('every order of it ends in the same definition', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        const forwards = evolveThrough(sequence).at(-1)!;
        const backwards = evolveThrough(sequence.toReversed()).at(-1)!;
        expect(toDefinitionText(backwards)).toBe(toDefinitionText(forwards));
      }),
    );
  });

  test('every version reads the data of every other one', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        const types = evolveThrough(sequence).map((version) =>
          avro.Type.forSchema(JSON.parse(toDefinitionText(version))),
        );
        for (const reader of types) {
          for (const writer of types) expect(() => reader.createResolver(writer)).not.toThrow();
        }
      }),
    );
  });

  test('there are no more versions than times that structure was new', () => {
    fc.assert(
      fc.property(events, (sequence) => {
        expect(evolveThrough([...sequence, ...sequence])).toHaveLength(evolveThrough(sequence).length);
      }),
    );
  });
});
