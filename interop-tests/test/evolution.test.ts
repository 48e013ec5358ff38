import { GetSchemaVersionCommand } from '@aws-sdk/client-glue';
import { decodeFrame, encodeFrame } from '@glueline/schema-registry';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseSchema } from '../src/avro-schema.ts';
import { fromExchange, toExchange } from '../src/exchange.ts';
import { decode, encode, toRead } from '../src/our-side.ts';
import { REGISTRY_NAME } from '../src/registry.ts';
import { branch } from '../src/value.ts';
import { startPeers } from './peers.ts';

const peers = startPeers();

const optional = (name: string, type: unknown) => ({ name, type: ['null', type], default: null });
const PLACE = {
  type: 'record',
  name: 'Place',
  fields: [{ name: 'x', type: 'long' }, optional('floor', 'int')],
};
const FIELDS = [
  { name: 'deviceId', type: 'string' },
  optional('temperature', 'double'),
  optional('place', PLACE),
];

/** Version n has the first n fields. */
const VERSIONS = [1, 2, 3].map((number) => {
  const definition = JSON.stringify({ type: 'record', name: 'sensor', fields: FIELDS.slice(0, number) });
  return { number, definition, schema: parseSchema(definition) };
});

const VALUE = {
  deviceId: '000001',
  temperature: branch(1, 30),
  place: branch(1, { x: 2n ** 60n, floor: branch(0, null) }),
};

/** What a reader of version n may see: its own fields and no default of a later one. */
const visibleIn = (number: number) => Object.fromEntries(Object.entries(VALUE).slice(0, number));

describe('versions that Java registers one after the other', () => {
  const frames: Buffer[] = [];

  beforeAll(async () => {
    for (const { definition, schema } of VERSIONS) {
      const frame = await peers.java.write({
        topic: 'java-evolves',
        definition,
        value: toExchange(schema, VALUE),
        configuration: {
          'registry.name': REGISTRY_NAME,
          schemaAutoRegistrationEnabled: 'true',
          compatibility: 'FULL_ALL',
          compression: 'ZLIB',
        },
      });
      frames.push(frame!);
    }
  });

  test.each(VERSIONS)('we read version $number by its own schema', async ({ number, schema }) => {
    const { schemaVersionId, payload } = decodeFrame(frames[number - 1]!, { maxPayloadBytes: 1000 });
    const version = await peers.registry.reader.read(schemaVersionId);
    expect(version.number).toBe(number);
    expect(decode(version, payload)).toEqual(toRead(schema, visibleIn(number)));
  });

  test.each(VERSIONS)('Java reads version $number by its own schema', async ({ number, schema }) => {
    const answer = await peers.java.read(frames[number - 1]!);
    expect(fromExchange(schema, answer.value)).toEqual(visibleIn(number));
  });
});

describe('versions that we register one after the other', () => {
  const ids: string[] = [];

  beforeAll(async () => {
    for (const { definition } of VERSIONS)
      ids.push(await peers.registry.register('we-evolve', definition, 'FULL'));
  });

  test.each(VERSIONS)(
    'Java reads version $number by its own schema',
    async ({ number, definition, schema }) => {
      const schemaVersionId = ids[number - 1]!;
      const payload = encode(definition, schema, VALUE);
      const answer = await peers.java.read(encodeFrame({ schemaVersionId, payload, compression: 'zlib' }));
      expect(JSON.parse(answer.definition!)).toEqual(JSON.parse(definition));
      expect(fromExchange(schema, answer.value)).toEqual(visibleIn(number));
    },
  );

  test.each(VERSIONS)(
    'Java finds version $number and registers nothing',
    async ({ number, definition, schema }) => {
      const frame = await peers.java.write({
        topic: 'we-evolve',
        definition,
        value: toExchange(schema, VALUE),
        configuration: { 'registry.name': REGISTRY_NAME, schemaAutoRegistrationEnabled: 'false' },
      });
      const { schemaVersionId } = decodeFrame(frame!, { maxPayloadBytes: 1000 });
      expect(schemaVersionId).toBe(ids[number - 1]);
      const version = await peers.registry.glue.send(
        new GetSchemaVersionCommand({ SchemaVersionId: schemaVersionId }),
      );
      expect(version.VersionNumber).toBe(number);
    },
  );
});
