import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSchema } from '../src/avro-schema.ts';
import { OWNER } from '../src/accounts.ts';
import { type BothWays, COMPRESSIONS, createBothWays } from '../src/both-ways.ts';
import { type JavaPeer, startJavaPeer } from '../src/java-peer.ts';
import { toOurValue } from '../src/our-value.ts';
import { type Registry, startRegistry } from '../src/registry.ts';
import { hasSeveralEncodings } from '../src/value.ts';
import { LOGICAL_CASES, toDefinition, VALUE_CASES } from '../src/values-table.ts';

let registry: Registry;
let java: JavaPeer;
let bothWays: BothWays;

beforeAll(async () => {
  registry = await startRegistry();
  java = await startJavaPeer({ registryEndpoint: registry.endpoint, credentials: OWNER });
  bothWays = createBothWays(registry, java);
});
afterAll(async () => {
  await java?.stop();
  await registry?.close();
});

const DATA = [...VALUE_CASES, ...LOGICAL_CASES].flatMap(({ title, type, values }) =>
  COMPRESSIONS.map((compression) => {
    const definition = toDefinition({ type });
    return { title, compression, definition, schema: parseSchema(definition), values };
  }),
);

describe.each(DATA)('$title, compression $compression', ({ title, compression, definition, schema, values }) => {
  const data = values.map((value) => ({
    schemaName: title.replaceAll(/[^a-z]/gi, '-'),
    definition,
    schema,
    value: { value },
    compression,
  }));

  test('Java writes and we read', async () => {
    for (const datum of data) {
      const { value } = await bothWays.javaToUs(datum);
      expect(value).toEqual(toOurValue(schema, datum.value));
    }
  });

  test('we write and Java reads', async () => {
    for (const datum of data) {
      const { value } = await bothWays.usToJava({ ...datum, schemaName: `${datum.schemaName}-ours` });
      expect(value).toEqual(datum.value);
    }
  });

  test('both write the same bytes', async () => {
    for (const datum of data.filter(({ value }) => !hasSeveralEncodings(schema, value))) {
      const theirs = await bothWays.javaToUs(datum);
      const ours = await bothWays.usToJava({ ...datum, schemaName: `${datum.schemaName}-ours` });
      expect(ours.payload.toString('hex')).toBe(theirs.payload.toString('hex'));
    }
  });
});
