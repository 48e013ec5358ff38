import {
  GetSchemaCommand,
  GetSchemaVersionCommand,
  ListSchemaVersionsCommand,
  QuerySchemaVersionMetadataCommand,
} from '@aws-sdk/client-glue';
import { uniqueName } from '@glueline/local/testing';
import { decodeFrame } from '@glueline/schema-registry';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Configuration, JavaFailure } from '../src/java-peer.ts';
import { REGISTRY_NAME, startRegistry } from '../src/registry.ts';
import { startPeers } from './peers.ts';

/** Below the three seconds that the client waits before it looks at a new version again. */
const PENDING_DELAY_MS = 1000;

const peers = startPeers({ pendingDelayMs: PENDING_DELAY_MS });

/** A record of required ints: what lacks one cannot be read with it. */
const recordOf = (...names: string[]): string =>
  JSON.stringify({ type: 'record', name: 'Sensor', fields: names.map((name) => ({ name, type: 'int' })) });

/** Resolves to the id in the frame. */
async function write(
  schemaName: string,
  definition: string,
  configuration: Configuration = {},
): Promise<string> {
  const { fields } = JSON.parse(definition) as { fields: unknown[] };
  const frame = await peers.java.write({
    topic: schemaName,
    definition,
    value: fields.map(() => 1),
    configuration: {
      'registry.name': REGISTRY_NAME,
      schemaAutoRegistrationEnabled: 'true',
      ...configuration,
    },
  });
  return decodeFrame(frame!, { maxPayloadBytes: 1000 }).schemaVersionId;
}

/** The chain of one failed write, class names shortened, without what the AWS SDK adds to a message. */
async function failureOf(writing: Promise<unknown>): Promise<string[]> {
  const failure = await writing.then(
    () => expect.fail('it was written'),
    (error: unknown) => error,
  );
  if (!(failure instanceof JavaFailure)) throw failure;
  return failure.chain.map(
    (each) => `${each.class.replace(/.*\./, '')}: ${each.message?.replace(/ \(Service: .*/, '')}`,
  );
}

const schemaId = (SchemaName: string) => ({ SchemaId: { RegistryName: REGISTRY_NAME, SchemaName } });

/** What was asked of one schema: the operations in order, without metadata, which has a test of its own. */
function operationsOn(schemaName: string, from: number): string[] {
  return peers.registry.calls
    .slice(from)
    .filter(({ input, operation }) => {
      const id = input['SchemaId'] as { SchemaName?: string } | undefined;
      const isOfSchema = id?.SchemaName === schemaName || input['SchemaName'] === schemaName;
      return isOfSchema || operation === 'GetSchemaVersion';
    })
    .map(({ operation }) => operation);
}

const noVersion = (name: string): string =>
  `AWSSchemaRegistryException: Failed to get schemaVersionId by schema definition for schema name = ${name} `;

const noDefinition = (name: string, definition: string, error: string): string =>
  `AWSSchemaRegistryException: Exception occurred while fetching or registering schema definition = ${definition}, ` +
  `schema name = ${name}. Error: ${error}`;

const unusable = (name: string, definition: string, status: string): string[] => [
  noDefinition(name, definition, `Schema Found but status is ${status}`),
  noVersion(name),
  `AWSSchemaRegistryException: Schema Found but status is ${status}`,
];

/** What the registry answered to the one registration since then. */
function registeredSince(from: number): Record<string, unknown> {
  const [only, ...others] = peers.registry.calls
    .slice(from)
    .filter(({ operation }) => operation === 'RegisterSchemaVersion');
  expect(others).toEqual([]);
  return only!.output;
}

function failedEvolution(name: string, registered: Record<string, unknown>): string[] {
  const id = registered['SchemaVersionId'] as string;
  return [
    'AWSSchemaRegistryException: Register schema :: Call failed when registering the schema with the schema ' +
      `registry for schema name = ${name}`,
    'AWSSchemaRegistryException: Exception occurred, while performing schema evolution check for ' +
      `schemaVersionId = ${id}`,
    `AWSSchemaRegistryException: Schema evolution check failed. schemaVersionId ${id} is in FAILURE status.`,
  ];
}

async function listVersions(schemaName: string) {
  const { Schemas: versions = [] } = await peers.registry.glue.send(
    new ListSchemaVersionsCommand(schemaId(schemaName)),
  );
  return versions.map(({ VersionNumber: number, Status: status }) => `${number} ${status}`).sort();
}

describe('an unknown schema', () => {
  test('is created with its first version, under BACKWARD', async () => {
    const name = uniqueName('schema');
    const id = await write(name, recordOf('a'));
    expect(operationsOn(name, 0)).toEqual(['GetSchemaByDefinition', 'CreateSchema']);
    const schema = await peers.registry.glue.send(new GetSchemaCommand(schemaId(name)));
    expect(schema).toMatchObject({
      Compatibility: 'BACKWARD',
      DataFormat: 'AVRO',
      Description: `DEFAULT-DESCRIPTION-eu-central-1-${REGISTRY_NAME}`,
      LatestSchemaVersion: 1,
    });
    const version = await peers.registry.glue.send(new GetSchemaVersionCommand({ SchemaVersionId: id }));
    expect(version).toMatchObject({ VersionNumber: 1, Status: 'AVAILABLE', SchemaDefinition: recordOf('a') });
  });

  test('is created with the name, compatibility and description that are configured', async () => {
    const name = uniqueName('schema');
    await write(uniqueName('topic'), recordOf('a'), {
      schemaName: name,
      compatibility: 'FULL_ALL',
      description: 'of the sensors',
    });
    const schema = await peers.registry.glue.send(new GetSchemaCommand(schemaId(name)));
    expect(schema).toMatchObject({ Compatibility: 'FULL_ALL', Description: 'of the sensors' });
  });

  test('is an error when auto-registration is off', async () => {
    const name = uniqueName('schema');
    const writing = write(name, recordOf('a'), { schemaAutoRegistrationEnabled: 'false' });
    expect(await failureOf(writing)).toEqual([
      'AWSSchemaRegistryException: Failed to auto-register schema. Auto registration of schema is not enabled.',
      noVersion(name),
      `EntityNotFoundException: Schema is not found. RegistryName: ${REGISTRY_NAME}, SchemaName: ${name}, SchemaArn: null`,
    ]);
  });
});

describe('a known definition', () => {
  test('is found by whatever serializer asks, and registered by none', async () => {
    const name = uniqueName('schema');
    const id = await write(name, recordOf('a'));
    const from = peers.registry.calls.length;
    expect(await write(name, recordOf('a'))).toBe(id);
    expect(operationsOn(name, from)).toEqual([]);
    expect(await write(name, recordOf('a'), { compression: 'ZLIB' })).toBe(id);
    expect(operationsOn(name, from)).toEqual(['GetSchemaByDefinition']);
  });
});

describe('an unknown version', () => {
  test('is registered when it is compatible', async () => {
    const name = uniqueName('schema');
    await write(name, recordOf('a', 'b'));
    const from = peers.registry.calls.length;
    const id = await write(name, recordOf('a'));
    expect(operationsOn(name, from)).toEqual(['GetSchemaByDefinition', 'RegisterSchemaVersion']);
    const version = await peers.registry.glue.send(new GetSchemaVersionCommand({ SchemaVersionId: id }));
    expect(version).toMatchObject({ VersionNumber: 2, Status: 'AVAILABLE' });
  });

  test('is an error when auto-registration is off', async () => {
    const name = uniqueName('schema');
    await write(name, recordOf('a', 'b'));
    const writing = write(name, recordOf('a'), { schemaAutoRegistrationEnabled: 'false' });
    expect(await failureOf(writing)).toEqual([
      'AWSSchemaRegistryException: Failed to auto-register schema. Auto registration of schema is not enabled.',
      noVersion(name),
      'EntityNotFoundException: Schema version is not found.',
    ]);
    expect(await listVersions(name)).toEqual(['1 AVAILABLE']);
  });

  test('stays in FAILURE when it is not compatible, and is refused for good', async () => {
    const name = uniqueName('schema');
    await write(name, recordOf('a'));
    const from = peers.registry.calls.length;
    const failure = await failureOf(write(name, recordOf('a', 'b')));
    expect(failure).toEqual(failedEvolution(name, registeredSince(from)));
    expect(operationsOn(name, from)).toEqual([
      'GetSchemaByDefinition',
      'RegisterSchemaVersion',
      'GetSchemaVersion',
    ]);
    expect(await listVersions(name)).toEqual(['1 AVAILABLE', '2 FAILURE']);

    const again = peers.registry.calls.length;
    const refused = await failureOf(write(name, recordOf('a', 'b')));
    expect(refused).toEqual(unusable(name, recordOf('a', 'b'), 'FAILURE'));
    expect(operationsOn(name, again)).toEqual(['GetSchemaByDefinition']);
    expect(await listVersions(name)).toEqual(['1 AVAILABLE', '2 FAILURE']);
  });
});

describe.each(['BACKWARD_ALL', 'FULL_ALL'])('under %s', (compatibility) => {
  test('a version is PENDING first, and the client waits until it is AVAILABLE', async () => {
    const name = uniqueName('schema');
    const optional = { name: 'b', type: ['null', 'int'], default: null };
    const first = JSON.parse(recordOf('a')) as { fields: object[] };
    const second = JSON.stringify({ ...first, fields: [...first.fields, optional] });
    await write(name, recordOf('a'), { compatibility });
    const from = peers.registry.calls.length;
    const frame = await peers.java.write({
      topic: name,
      definition: second,
      value: [1, [0, null]],
      configuration: { 'registry.name': REGISTRY_NAME, schemaAutoRegistrationEnabled: 'true', compatibility },
    });
    const registered = registeredSince(from);
    expect(registered).toMatchObject({ Status: 'PENDING', VersionNumber: 2 });
    expect(operationsOn(name, from)).toEqual([
      'GetSchemaByDefinition',
      'RegisterSchemaVersion',
      'GetSchemaVersion',
    ]);
    const { schemaVersionId } = decodeFrame(frame!, { maxPayloadBytes: 1000 });
    expect(registered['SchemaVersionId']).toBe(schemaVersionId);
  });

  test('what turns out incompatible is an error after PENDING', async () => {
    const name = uniqueName('schema');
    await write(name, recordOf('a'), { compatibility });
    const from = peers.registry.calls.length;
    const failure = await failureOf(write(name, recordOf('a', 'b'), { compatibility }));
    const registered = registeredSince(from);
    expect(registered).toMatchObject({ Status: 'PENDING', VersionNumber: 2 });
    expect(failure).toEqual(failedEvolution(name, registered));
    expect(await listVersions(name)).toEqual(['1 AVAILABLE', '2 FAILURE']);
  });
});

test('a version that is PENDING because somebody else has registered it is an error, not waited for', async () => {
  const slow = await startRegistry({ pendingDelayMs: 600_000 });
  onTestFinished(async () => slow.close());
  const name = uniqueName('schema');
  await slow.register(name, recordOf('a', 'b'), 'BACKWARD_ALL');
  await slow.register(name, recordOf('a'));
  const refused = await failureOf(write(name, recordOf('a'), { endpoint: slow.endpoint }));
  expect(refused).toEqual(unusable(name, recordOf('a'), 'PENDING'));
  expect(slow.calls.map(({ operation }) => operation)).not.toContain('GetSchemaVersion');
});

test('a registry that is not there is an error, and nobody creates it', async () => {
  const from = peers.registry.calls.length;
  const name = uniqueName('schema');
  const writing = write(name, recordOf('a'), { 'registry.name': 'nowhere' });
  expect(await failureOf(writing)).toEqual([
    noDefinition(name, recordOf('a'), 'Registry is not found. RegistryName: nowhere'),
    noVersion(name),
    'EntityNotFoundException: Registry is not found. RegistryName: nowhere',
  ]);
  expect(peers.registry.calls.slice(from).map(({ operation }) => operation)).toEqual([
    'GetSchemaByDefinition',
  ]);
});

test('the topic and the configured pairs are put as metadata, once per version', async () => {
  const name = uniqueName('schema');
  const from = peers.registry.calls.length;
  const id = await write(name, recordOf('a'), { metadata: { owner: 'heating' } });
  const put = peers.registry.calls
    .slice(from)
    .filter(({ operation }) => operation === 'PutSchemaVersionMetadata');
  expect(put).toHaveLength(2);
  expect(put.map(({ input }) => input)).toEqual(
    expect.arrayContaining([
      { SchemaVersionId: id, MetadataKeyValue: { MetadataKey: 'owner', MetadataValue: 'heating' } },
      { SchemaVersionId: id, MetadataKeyValue: { MetadataKey: 'x-amz-meta-transport', MetadataValue: name } },
    ]),
  );
});

test('the pairs that were put can be read', async () => {
  const name = uniqueName('schema');
  const id = await write(name, recordOf('a'), { metadata: { owner: 'heating' } });
  const answer = await peers.registry.glue.send(
    new QuerySchemaVersionMetadataCommand({ SchemaVersionId: id }),
  );
  expect(answer.MetadataInfoMap).toMatchObject({
    owner: { MetadataValue: 'heating', OtherMetadataValueList: [] },
    'x-amz-meta-transport': { MetadataValue: name, OtherMetadataValueList: [] },
  });
});
