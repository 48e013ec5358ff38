import { describe, expect, test } from 'vitest';
import { type RecordDefinition, toDefinitionText } from '../src/definition.ts';
import { FieldConflictError } from '../src/errors.ts';
import { evolve } from '../src/evolve.ts';
import { event, inferField, options, readFields } from './event-fixture.ts';

const { definition: first } = evolve(undefined, event(), options);

describe('the first version', () => {
  test('of an empty event has the two key fields, both required', () => {
    expect(toDefinitionText(first)).toBe(
      '{"type":"record","name":"sensor","fields":[{"name":"deviceId","type":"string"},' +
        '{"name":"timestamp","type":"string"}]}',
    );
  });

  test('makes every other field optional, with fields sorted by name', () => {
    const { definition } = evolve(undefined, event({ temperature: 30, active: true, unit: 'C' }), options);
    expect((JSON.parse(toDefinitionText(definition)) as RecordDefinition).fields).toEqual([
      { name: 'active', type: ['null', 'boolean'], default: null },
      { name: 'deviceId', type: 'string' },
      { name: 'temperature', type: ['null', 'double'], default: null },
      { name: 'timestamp', type: 'string' },
      { name: 'unit', type: ['null', 'string'], default: null },
    ]);
  });

  test('makes a hinted integer a long', () => {
    expect(inferField({ count: 3 })).toEqual([{ name: 'count', type: ['null', 'long'], default: null }]);
  });
});

describe('an event that fits', () => {
  const { definition: withTemperature } = evolve(first, event({ temperature: 30 }), options);

  test.each([
    ['without the optional field', {}],
    ['with a null for it', { temperature: null }],
    ['with a null for a field nobody has seen', { humidity: null }],
    ['with a fraction where the first value was whole', { temperature: 30.5 }],
  ])('%s needs no new version', (_title, fields) => {
    expect(evolve(withTemperature, event(fields), options).definition).toBe(withTemperature);
  });
});

test('a value of another type is a conflict that names field and types, not the value', () => {
  const { definition } = evolve(first, event({ temperature: 30 }), options);
  expect(() => evolve(definition, event({ temperature: 'hot' }), options)).toThrow(
    new FieldConflictError(
      'field temperature must be ["null","double"] as in the schema (received a string)',
    ),
  );
});

describe('nested structure', () => {
  test('an object becomes an optional record, named by its path and with its fields sorted', () => {
    expect(inferField({ location: { lon: 8.5, geo: { cell: 'u0' } } })).toEqual([
      {
        name: 'location',
        type: [
          'null',
          {
            type: 'record',
            name: 'location',
            namespace: 'sensor',
            fields: [
              {
                name: 'geo',
                type: [
                  'null',
                  {
                    type: 'record',
                    name: 'geo',
                    namespace: 'sensor.location',
                    fields: [{ name: 'cell', type: ['null', 'string'], default: null }],
                  },
                ],
                default: null,
              },
              { name: 'lon', type: ['null', 'double'], default: null },
            ],
          },
        ],
        default: null,
      },
    ]);
  });

  test('an array has nullable items from its first version on', () => {
    expect(inferField({ tags: ['a'] })).toEqual([
      { name: 'tags', type: ['null', { type: 'array', items: ['null', 'string'] }], default: null },
    ]);
  });

  test('the objects of an array share one record with the fields of all of them', () => {
    expect(inferField({ visits: [{ page: 'a' }, null, { page: 'b', count: 2 }] })).toEqual([
      {
        name: 'visits',
        type: [
          'null',
          {
            type: 'array',
            items: [
              'null',
              {
                type: 'record',
                name: 'visits',
                namespace: 'sensor',
                fields: [
                  { name: 'count', type: ['null', 'long'], default: null },
                  { name: 'page', type: ['null', 'string'], default: null },
                ],
              },
            ],
          },
        ],
        default: null,
      },
    ]);
  });

  test('arrays of arrays have the type of the first item that has one', () => {
    expect(inferField({ grid: [[], [null], [1]] })).toEqual([
      {
        name: 'grid',
        type: [
          'null',
          {
            type: 'array',
            items: ['null', { type: 'array', items: ['null', 'double'] }],
          },
        ],
        default: null,
      },
    ]);
  });

  test('a new field inside of a nested record leaves everything around it as it was', () => {
    const { definition } = evolve(first, event({ location: { lat: 47 }, tags: ['a'] }), options);
    const evolved = evolve(definition, event({ location: { lon: 8 } }), options);
    expect(toDefinitionText(evolved.definition)).toBe(
      toDefinitionText(definition).replace(
        '{"name":"lat","type":["null","double"],"default":null}',
        '{"name":"lat","type":["null","double"],"default":null},{"name":"lon","type":["null","double"],"default":null}',
      ),
    );
    expect(readFields(evolved)).toEqual({ location: { lon: 8 } });
  });

  test('a conflict is named by its path, items by brackets', () => {
    const { definition } = evolve(first, event({ orders: [{ item: { price: 3 } }] }), options);
    expect(() => evolve(definition, event({ orders: [{ item: { price: 'free' } }] }), options)).toThrow(
      new FieldConflictError(
        'field orders[].item.price must be ["null","double"] as in the schema (received a string)',
      ),
    );
    expect(() => evolve(definition, event({ orders: [7] }), options)).toThrow(
      new FieldConflictError('field orders[] must be ["null","record"] as in the schema (received a number)'),
    );
    expect(() => evolve(definition, event({ orders: {} }), options)).toThrow(
      new FieldConflictError('field orders must be ["null","array"] as in the schema (received an object)'),
    );
  });
});
