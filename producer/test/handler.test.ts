import { GetSchemaVersionsDiffCommand } from '@aws-sdk/client-glue';
import {
  createGlueClient,
  createRegistry,
  producerEnvironment,
  realParts,
  uniqueName,
} from '@glueline/local/testing';
import { compileAvroType, createSchemaVersionReader, decodeFrame } from '@glueline/schema-registry';
import { Admin } from '@platformatic/kafka';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { closeProducer, handler } from '../src/handler.ts';
import { readRecords } from './read-records.ts';

/** A registry and a topic name of the test's own, in the handler's environment. */
async function createEnvironment(overrides: Record<string, string> = {}) {
  const registryName = uniqueName('registry');
  const topic = uniqueName('topic');
  const glue = createGlueClient(realParts());
  onTestFinished(() => glue.destroy());
  await createRegistry(glue, registryName);
  for (const [name, value] of Object.entries({
    ...producerEnvironment({ topic, registryName }),
    ...overrides,
  })) {
    vi.stubEnv(name, value);
  }
  return { glue, registryName, topic };
}

afterEach(async () => {
  await closeProducer();
  vi.unstubAllEnvs();
});

async function listTopics(): Promise<string[]> {
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [realParts().kafkaBrokers] });
  onTestFinished(async () => admin.close());
  return admin.listTopics();
}

describe('the three events of the demo', () => {
  test('make two versions, and each record names the version it was written with', async () => {
    const { glue, registryName, topic } = await createEnvironment();
    const results = [await handler({}), await handler({ temperature: 30 }), await handler({})];
    expect(results.map((result) => result.schemaVersionNumber)).toEqual([1, 2, 2]);
    expect(results.map(({ offset }) => offset)).toEqual([0, 1, 2]);

    const versions = createSchemaVersionReader({
      client: glue,
      maxCachedVersions: 10,
      prepare: (version) => version,
    });
    const records = await readRecords(topic, 3);
    const events = await Promise.all(
      records.map(async ({ value }) => {
        const { schemaVersionId, payload } = decodeFrame(value, { maxPayloadBytes: 1000 });
        return compileAvroType((await versions.read(schemaVersionId)).definition).decode(payload);
      }),
    );
    const [first, second, third] = results.map(({ deviceId, timestamp }) => ({ deviceId, timestamp }));
    expect(events).toEqual([first, { ...second, temperature: 30 }, { ...third, temperature: null }]);
    expect(records.map((record) => record.key.toString())).toEqual(['000001', '000001', '000001']);

    const compare = await glue.send(
      new GetSchemaVersionsDiffCommand({
        SchemaId: { RegistryName: registryName, SchemaName: 'sensor' },
        FirstSchemaVersionNumber: { VersionNumber: 1 },
        SecondSchemaVersionNumber: { VersionNumber: 2 },
        SchemaDiffType: 'SYNTAX_DIFF',
      }),
    );
    expect(JSON.parse(compare.Diff!)).toEqual([
      {
        op: 'add',
        path: '/fields/1',
        value: { name: 'temperature', type: ['null', 'double'], default: null },
      },
    ]);
  });
});

describe('an event with structure and names of its own', () => {
  test('makes versions that the registry takes, and needs no further one when it comes again', async () => {
    const { glue, topic } = await createEnvironment();
    const visit = { 'page views': 3, places: [{ lat: 47.1 }, null] };
    const results = [
      await handler({ visit }),
      await handler({ visit: { places: [{ lon: 8.5 }] }, größe: 1 }),
      await handler({ visit, größe: null }),
    ];
    expect(results.map((result) => result.schemaVersionNumber)).toEqual([1, 2, 2]);

    const versions = createSchemaVersionReader({
      client: glue,
      maxCachedVersions: 10,
      prepare: (version) => version,
    });
    const [record] = (await readRecords(topic, 3)).slice(-1);
    const { schemaVersionId, payload } = decodeFrame(record!.value, { maxPayloadBytes: 1000 });
    const { definition } = await versions.read(schemaVersionId);
    expect(compileAvroType(definition).decode(payload)).toMatchObject({
      gr_xf6__xdf_e: null,
      visit: { page_x20_views: 3, places: [{ lat: 47.1, lon: null }, null] },
    });
  });
});

describe('when many events come at once', () => {
  test('each is acknowledged at its own offset, and one version has all their fields', async () => {
    await createEnvironment();
    const events = Array.from({ length: 20 }, (_, index) => ({ [`field${index % 4}`]: index }));
    const results = await Promise.all(events.map(async (event) => handler(event)));
    expect(new Set(results.map(({ offset }) => offset)).size).toBe(20);
    expect(new Set(results.map(({ timestamp }) => timestamp)).size).toBe(20);
    const { schemaVersionNumber } = await handler({ field0: 1, field1: 1, field2: 1, field3: 1 });
    expect(schemaVersionNumber).toBe(Math.max(...results.map((result) => result.schemaVersionNumber)));
  });
});

describe('a batch', () => {
  test('publishes the good events in order with one new version, and lists the bad ones', async () => {
    const { topic } = await createEnvironment();
    const devices = ['a', 'b', 'c'];
    const good = Array.from({ length: 30 }, (_, index) => ({
      deviceId: devices[index % 3]!,
      count: index,
      [`field${index % 3}`]: index,
    }));
    const { published, failed } = await handler([...good.slice(0, 10), 7, { count: 'x' }, ...good.slice(10)]);
    expect(failed).toEqual([
      {
        index: 10,
        errorType: 'InvalidEventError',
        errorMessage: 'event must be a JSON object (received a number)',
      },
      {
        index: 11,
        errorType: 'FieldConflictError',
        errorMessage: 'field count must be ["null","double"] as in the schema (received a string)',
      },
    ]);
    expect(published.map(({ index }) => index)).toEqual([
      ...Array.from({ length: 10 }, (_, index) => index),
      ...Array.from({ length: 20 }, (_, index) => index + 12),
    ]);
    expect(new Set(published.map((one) => one.schemaVersionNumber))).toEqual(new Set([1]));
    const records = await readRecords(topic, 30);
    for (const { deviceId, partition, offset } of published) {
      const record = records.find((one) => one.partition === partition && Number(one.offset) === offset);
      expect(record?.key.toString()).toBe(deviceId);
    }
    for (const device of devices) {
      const offsets = published.filter(({ deviceId }) => deviceId === device).map(({ offset }) => offset);
      expect(offsets).toEqual(offsets.toSorted((left, right) => left - right));
    }
  });

  test('of which nothing can be published fails the invocation', async () => {
    await createEnvironment();
    await expect(handler([7])).rejects.toMatchObject({
      name: 'BatchFailedError',
      message:
        'none of 1 events was acknowledged; the first: InvalidEventError: event must be a JSON object (received a number)',
    });
  });
});

describe('an invocation whose time is nearly over', () => {
  test('fails before Lambda ends it, and says where it stood', async () => {
    const { topic } = await createEnvironment();
    const context = { getRemainingTimeInMillis: () => 501 };
    await expect(handler({}, context)).rejects.toMatchObject({
      name: 'RegistrationError',
      message: 'schema sensor has no version for the event within its time',
    });
    expect(await listTopics()).not.toContain(topic);
  });
});

describe('nothing is published', () => {
  test('when the registry does not exist', async () => {
    const { topic } = await createEnvironment({ REGISTRY_NAME: 'nowhere' });
    await expect(handler({})).rejects.toMatchObject({
      name: 'RegistrationError',
      message: 'registry nowhere does not exist in this account and region',
    });
    expect(await listTopics()).not.toContain(topic);
  });

  test('when a value conflicts with the registered type', async () => {
    const { topic } = await createEnvironment();
    await handler({ temperature: 30 });
    await expect(handler({ temperature: 'hot' })).rejects.toMatchObject({ name: 'FieldConflictError' });
    const next = await handler({ temperature: 31 });
    expect(next.offset).toBe(1);
    expect(await readRecords(topic, 2)).toHaveLength(2);
  });

  test('when the brokers are away, and the error says so', async () => {
    const { topic } = await createEnvironment({ KAFKA_BROKERS: '127.0.0.1:1' });
    await expect(handler({})).rejects.toMatchObject({
      name: 'PublishError',
      message: `topic ${topic} did not acknowledge the record: connect ECONNREFUSED 127.0.0.1:1`,
    });
  });

  test('when settings are missing, all of which are named', async () => {
    await createEnvironment({ TOPIC: '', DEVICE_ID: '' });
    await expect(handler({})).rejects.toMatchObject({
      name: 'ConfigurationError',
      problems: [
        expect.stringMatching(/^TOPIC is required/),
        expect.stringMatching(/^DEVICE_ID is required/),
      ],
    });
  });
});
