import { describe, expect, test } from 'vitest';
import { parseSchema } from '../src/avro-schema.ts';
import { COMPRESSIONS } from '../src/both-ways.ts';
import { toRead, toReadRecord } from '../src/our-side.ts';
import { hasSeveralEncodings } from '../src/value.ts';
import { LOGICAL_CASES, toDefinition, VALUE_CASES } from '../src/values-table.ts';
import { startPeers } from './peers.ts';

const JAVA_EXCEPTION = 'com.amazonaws.services.schemaregistry.exception.AWSSchemaRegistryException';

const peers = startPeers();

const DATA = [...VALUE_CASES, ...LOGICAL_CASES].flatMap(({ title, type, values, read }) =>
  COMPRESSIONS.map((compression) => {
    const definition = toDefinition({ type });
    return { title, compression, definition, schema: parseSchema(definition), values, read };
  }),
);

describe.each(DATA)(
  '$title, compression $compression',
  ({ title, compression, definition, schema, values, read }) => {
    const data = values.map((value) => ({
      schemaName: title.replaceAll(/[^a-z]/gi, '-'),
      definition,
      schema,
      value: { value },
      compression,
    }));

    test('Java writes and we read', async () => {
      for (const [index, datum] of data.entries()) {
        const { value } = await peers.bothWays.javaToUs(datum);
        const wanted =
          read === undefined ? toRead(schema, datum.value) : toReadRecord([['value', read[index]]]);
        expect(value).toEqual(wanted);
      }
    });

    test('we write and Java reads', async () => {
      for (const datum of data) {
        const { value } = await peers.bothWays.usToJava({ ...datum, schemaName: `${datum.schemaName}-ours` });
        expect(value).toEqual(datum.value);
      }
    });

    test('both write the same bytes', async () => {
      for (const datum of data.filter(({ value }) => !hasSeveralEncodings(schema, value))) {
        const theirs = await peers.bothWays.javaToUs(datum);
        const ours = await peers.bothWays.usToJava({ ...datum, schemaName: `${datum.schemaName}-ours` });
        expect(ours.payload.toString('hex')).toBe(theirs.payload.toString('hex'));
      }
    });
  },
);

test.each([
  ['an enum', { type: 'enum', name: 'Top', symbols: ['A', 'B'] }, 'B'],
  ['a fixed', { type: 'fixed', name: 'Top', size: 2 }, Buffer.from('00ff', 'hex')],
  ['an array', { type: 'array', items: 'string' }, ['a', 'b']],
])('%s needs no record around it', async (title, type, value) => {
  const definition = JSON.stringify(type);
  const schema = parseSchema(definition);
  const schemaName = title.replace(' ', '-');
  const datum = { schemaName, definition, schema, value, compression: 'none' } as const;
  expect((await peers.bothWays.javaToUs(datum)).value).toEqual(value);
  expect((await peers.bothWays.usToJava({ ...datum, schemaName: `${schemaName}-ours` })).value).toEqual(
    value,
  );
});

test.each([
  ['"string"', 'text'],
  ['"long"', 1n],
  ['{"type":"map","values":"int"}', new Map([['a', 1]])],
])('a value of %s on its own is more than the serializer takes', async (definition, value) => {
  const schema = parseSchema(definition);
  const datum = { schemaName: 'refused', definition, schema, value, compression: 'none' } as const;
  await expect(peers.bothWays.javaToUs(datum)).rejects.toMatchObject({
    name: 'JavaFailure',
    message: `${JAVA_EXCEPTION}: Unsupported Type of Record received`,
  });
});

test('a record without a value is no frame, both ways', async () => {
  const request = { topic: 'any', definition: null, value: null, configuration: {} };
  expect(await peers.java.write(request)).toBe(null);
  expect(await peers.java.read(null)).toMatchObject({ definition: null });
});
