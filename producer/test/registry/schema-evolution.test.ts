import { describe, expect, test } from 'vitest';
import { toEvent } from '../../src/event.ts';
import { createSchemaEvolution } from '../../src/registry/schema-evolution.ts';

type Command = { constructor: { name: string }; input: { SchemaDefinition?: string } };

function serviceError(name: string, message = 'as the service words it'): Error {
  return Object.assign(new Error(message), { name });
}

const schemaNotFound = serviceError('EntityNotFoundException', 'Schema is not found. RegistryName: glueline');
const firstDefinition =
  '{"type":"record","name":"sensor","fields":[{"name":"deviceId","type":"string"},{"name":"timestamp","type":"string"}]}';
const versionOne = { SchemaVersionId: 'id-1', VersionNumber: 1, SchemaDefinition: firstDefinition };

/** Answers the registry's calls in the order given and fails on any call beyond them. */
function createEvolution(...answers: (object | Error)[]) {
  const calls: Command[] = [];
  const send = async (command: Command) => {
    calls.push(command);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`unexpected ${command.constructor.name}`);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const evolution = createSchemaEvolution({
    client: { send },
    schema: { registryName: 'glueline', schemaName: 'sensor', compatibility: 'FULL' },
    inference: { schemaName: 'sensor', integerFields: new Set(), conflictPolicy: 'reject' },
  });
  return { evolution, callNames: () => calls.map((call) => call.constructor.name), calls };
}

function event(fields: Record<string, unknown> = {}) {
  return toEvent(fields, { deviceId: '000001', timestamp: () => 'now' });
}

describe('resolving the version of an event', () => {
  test('creates the schema when there is none', async () => {
    const { evolution, callNames, calls } = createEvolution(schemaNotFound, {
      SchemaVersionId: 'id-1',
      LatestSchemaVersion: 1,
      SchemaVersionStatus: 'AVAILABLE',
    });
    expect(await evolution.resolveVersion(event())).toMatchObject({ id: 'id-1', number: 1 });
    expect(callNames()).toEqual(['GetSchemaVersionCommand', 'CreateSchemaCommand']);
    expect(calls[1]!.input).toEqual({
      RegistryId: { RegistryName: 'glueline' },
      SchemaName: 'sensor',
      DataFormat: 'AVRO',
      Compatibility: 'FULL',
      SchemaDefinition: firstDefinition,
    });
  });

  test('asks nothing for further events that fit', async () => {
    const { evolution, callNames } = createEvolution(versionOne);
    await evolution.resolveVersion(event());
    await evolution.resolveVersion(event());
    expect(callNames()).toEqual(['GetSchemaVersionCommand']);
  });

  test('waits for a PENDING version to become AVAILABLE', async () => {
    const { evolution, callNames } = createEvolution(
      versionOne,
      { SchemaVersionId: 'id-2', VersionNumber: 2, Status: 'PENDING' },
      { Status: 'PENDING' },
      { Status: 'AVAILABLE' },
    );
    expect(await evolution.resolveVersion(event({ temperature: 30 }))).toMatchObject({
      id: 'id-2',
      number: 2,
    });
    expect(callNames().slice(2)).toEqual(['GetSchemaVersionCommand', 'GetSchemaVersionCommand']);
  });

  test('refuses a version that the registry holds incompatible', async () => {
    const { evolution } = createEvolution(versionOne, {
      SchemaVersionId: 'id-2',
      VersionNumber: 2,
      Status: 'FAILURE',
    });
    await expect(evolution.resolveVersion(event({ temperature: 30 }))).rejects.toMatchObject({
      name: 'IncompatibleSchemaError',
      message: 'version 2 of schema sensor is FAILURE: the registry holds it incompatible',
    });
  });

  test('looks again when another producer created the schema first', async () => {
    const { evolution, callNames } = createEvolution(
      schemaNotFound,
      serviceError('AlreadyExistsException'),
      versionOne,
    );
    expect(await evolution.resolveVersion(event())).toMatchObject({ id: 'id-1' });
    expect(callNames()).toEqual([
      'GetSchemaVersionCommand',
      'CreateSchemaCommand',
      'GetSchemaVersionCommand',
    ]);
  });

  test('gives up after five races', async () => {
    const race = [versionOne, serviceError('ConcurrentModificationException')];
    const { evolution } = createEvolution(...race, ...race, ...race, ...race, ...race);
    await expect(evolution.resolveVersion(event({ temperature: 30 }))).rejects.toMatchObject({
      name: 'RegistrationError',
      message: 'schema sensor changed 5 times during registration',
    });
  });

  test('keeps both fields of two events that come at the same time', async () => {
    const { evolution, calls } = createEvolution(
      versionOne,
      { SchemaVersionId: 'id-2', VersionNumber: 2, Status: 'AVAILABLE' },
      {
        ...versionOne,
        SchemaDefinition: firstDefinition.replace(
          '[',
          '[{"name":"a","type":["null","string"],"default":null},',
        ),
      },
      { SchemaVersionId: 'id-3', VersionNumber: 3, Status: 'AVAILABLE' },
    );
    await Promise.all([
      evolution.resolveVersion(event({ a: 'x' })),
      evolution.resolveVersion(event({ b: 'y' })),
    ]);
    const last: { fields: { name: string }[] } = JSON.parse(calls.at(-1)!.input.SchemaDefinition!);
    expect(last.fields.map((field) => field.name)).toEqual(['a', 'b', 'deviceId', 'timestamp']);
  });

  test('judges a conflict only against the registry, not against what it remembers', async () => {
    const widened = firstDefinition.replace('[', '[{"name":"t","type":["null","string"],"default":null},');
    const narrow = widened.replace('["null","string"]', '["null","double"]');
    const { evolution } = createEvolution(
      { ...versionOne, SchemaDefinition: narrow },
      { SchemaVersionId: 'id-2', VersionNumber: 2, SchemaDefinition: widened },
    );
    await evolution.resolveVersion(event({ t: 1 }));
    expect(await evolution.resolveVersion(event({ t: 'text' }))).toMatchObject({ id: 'id-2' });
  });

  test('judges a schema that is full only against the registry, which may have the field already', async () => {
    const names = Array.from({ length: 499 }, (_, index) => `a${index}`);
    const fields = names.map((name) => `{"name":"${name}","type":["null","double"],"default":null},`);
    const full = firstDefinition.replace('[', `[${fields.slice(0, 498).join('')}`);
    const fuller = firstDefinition.replace('[', `[${fields.join('')}`);
    const { evolution } = createEvolution(
      { ...versionOne, SchemaDefinition: full },
      { SchemaVersionId: 'id-2', VersionNumber: 2, SchemaDefinition: fuller },
    );
    await evolution.resolveVersion(event());
    expect(await evolution.resolveVersion(event({ a498: 1 }))).toMatchObject({ id: 'id-2' });
  });

  test('refuses an event that no schema could take without asking', async () => {
    const { evolution, callNames } = createEvolution(versionOne);
    await evolution.resolveVersion(event());
    await expect(evolution.resolveVersion(event({ a: Number.NaN }))).rejects.toMatchObject({
      name: 'InvalidEventError',
    });
    expect(callNames()).toEqual(['GetSchemaVersionCommand']);
  });

  test('answers with the event under the names of its schema', async () => {
    const field =
      '{"name":"wind_x20_speed","type":["null","double"],"default":null,"originalName":"wind speed"}';
    const { evolution } = createEvolution({
      ...versionOne,
      SchemaDefinition: firstDefinition.replace(']', `,${field}]`),
    });
    const { datum, type } = await evolution.resolveVersion(event({ 'wind speed': 3 }));
    expect(type.decode(type.encode(datum))).toEqual({
      deviceId: '000001',
      timestamp: 'now',
      wind_x20_speed: 3,
    });
  });

  test('says what could not be done when the registry does not answer, and recovers', async () => {
    const { evolution } = createEvolution(serviceError('TimeoutError'), versionOne);
    await expect(evolution.resolveVersion(event())).rejects.toMatchObject({
      name: 'RegistrationError',
      message: 'cannot read the latest version of schema sensor (TimeoutError)',
    });
    expect(await evolution.resolveVersion(event())).toMatchObject({ id: 'id-1' });
  });
});
