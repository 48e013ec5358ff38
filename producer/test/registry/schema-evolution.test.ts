import { describe, expect, test } from 'vitest';
import {
  createScripted,
  definitionWith,
  FULL,
  registered,
  schemaNotFound,
  serviceError,
  version,
} from './scripted-registry.ts';

const MINUTE_MS = 60_000;

describe('resolving the version of an event', () => {
  test('creates the schema when there is none', async () => {
    const { resolve, callNames, calls } = createScripted(schemaNotFound, {
      SchemaVersionId: 'id-1',
      LatestSchemaVersion: 1,
      SchemaVersionStatus: 'AVAILABLE',
    });
    expect(await resolve()).toMatchObject({ id: 'id-1', number: 1 });
    expect(callNames()).toEqual(['GetSchemaVersion', 'CreateSchema']);
    expect(calls[1]!.input).toEqual({
      RegistryId: { RegistryName: 'glueline' },
      SchemaName: 'sensor',
      DataFormat: 'AVRO',
      Compatibility: 'FULL',
      SchemaDefinition: definitionWith(),
    });
  });

  test('asks nothing for further events that fit', async () => {
    const { resolve, callNames } = createScripted(version(1));
    await resolve();
    await resolve();
    expect(callNames()).toEqual(['GetSchemaVersion']);
  });

  test('looks again when another producer created the schema first', async () => {
    const { resolve, callNames } = createScripted(
      schemaNotFound,
      serviceError('AlreadyExistsException'),
      version(1),
    );
    expect(await resolve()).toMatchObject({ id: 'id-1' });
    expect(callNames()).toEqual(['GetSchemaVersion', 'CreateSchema', 'GetSchemaVersion']);
  });

  test('registers the fields of all events that come at the same time as one version', async () => {
    const { resolve, lastDefinition, log } = createScripted(version(1), FULL, registered(2));
    const versions = await Promise.all([resolve({ a: 'x' }), resolve({ b: 1 }), resolve()]);
    expect(versions.map(({ number }) => number)).toEqual([2, 2, 2]);
    expect(lastDefinition()).toBe(definitionWith({ a: 'string', b: 'double' }));
    expect(log).toEqual([['registered', 2]]);
  });

  test('refuses only the one of them that conflicts', async () => {
    const { resolve } = createScripted(version(1), FULL, registered(2));
    const outcomes = await Promise.allSettled([resolve({ a: 'x' }), resolve({ a: 1 }), resolve({ b: 1 })]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { number: 2 } },
      {
        reason: {
          name: 'FieldConflictError',
          message: 'field a must be ["null","string"] as in the schema (received a number)',
        },
      },
      { status: 'fulfilled', value: { number: 2 } },
    ]);
  });

  test('tries one by one what is refused together', async () => {
    const { resolve, callNames } = createScripted(
      version(1),
      FULL,
      registered(2, 'FAILURE'),
      version(1),
      FULL,
      registered(3, 'FAILURE'),
      // Its number shows that there is a version in between, which may have been somebody else's.
      version(1),
      version(1),
      FULL,
      registered(4),
      version(2, {}, { Status: 'FAILURE' }),
      version(3, {}, { Status: 'FAILURE' }),
    );
    const outcomes = await Promise.allSettled([resolve({ a: 'x' }), resolve({ b: 1 }), resolve()]);
    expect(outcomes).toMatchObject([
      { reason: { name: 'IncompatibleSchemaError' } },
      { status: 'fulfilled', value: { number: 4 } },
      { status: 'fulfilled', value: { number: 1 } },
    ]);
    expect(callNames()).toHaveLength(12);
  });

  test('judges a conflict only against the registry, not against what it remembers', async () => {
    const { resolve } = createScripted(version(1, { t: 'double' }), version(2, { t: 'string' }));
    await resolve({ t: 1 });
    expect(await resolve({ t: 'text' })).toMatchObject({ id: 'id-2' });
  });

  test('judges a schema that is full only against the registry, which may have the field already', async () => {
    const names = Array.from({ length: 499 }, (_, index) => `a${String(index).padStart(3, '0')}`);
    const fieldsOf = (count: number) =>
      Object.fromEntries(names.slice(0, count).map((name) => [name, 'double']));
    const { resolve } = createScripted(version(1, fieldsOf(498)), version(2, fieldsOf(499)));
    await resolve();
    expect(await resolve({ a498: 1 })).toMatchObject({ id: 'id-2' });
  });

  test('refuses an event that no schema could take without asking', async () => {
    const { resolve, callNames } = createScripted(version(1));
    await resolve();
    await expect(resolve({ a: Number.NaN })).rejects.toMatchObject({ name: 'InvalidEventError' });
    expect(callNames()).toEqual(['GetSchemaVersion']);
  });

  test('answers with the event under the names of its schema', async () => {
    const field =
      '{"name":"wind_x20_speed","type":["null","double"],"default":null,"originalName":"wind speed"}';
    const SchemaDefinition = definitionWith().replace(']', `,${field}]`);
    const { resolve } = createScripted(version(1, {}, { SchemaDefinition }));
    const { datum, type } = await resolve({ 'wind speed': 3 });
    expect(type.decode(type.encode(datum))).toEqual({
      deviceId: '000001',
      timestamp: 'now',
      wind_x20_speed: 3,
    });
  });

  test('says what could not be done when the registry does not answer, and recovers', async () => {
    const { resolve } = createScripted(serviceError('TimeoutError'), version(1));
    await expect(resolve()).rejects.toMatchObject({
      name: 'RegistrationError',
      message: 'cannot read the latest version of schema sensor (TimeoutError)',
    });
    expect(await resolve()).toMatchObject({ id: 'id-1' });
  });

  test('gives up when the time of the event is over, whatever the registry does', async () => {
    const { resolve } = createScripted(async () => Promise.withResolvers<object>().promise);
    await expect(resolve({}, 50)).rejects.toMatchObject({
      name: 'RegistrationError',
      message: 'schema sensor has no version for the event within its time',
    });
  });
});

describe('the latest version', () => {
  test('is looked for again after five minutes', async () => {
    const { clock, resolve, callNames } = createScripted(version(1), version(2, { a: 'string' }));
    await resolve();
    clock.nowMs += 5 * MINUTE_MS - 1;
    expect(await resolve()).toMatchObject({ number: 1 });
    clock.nowMs += 1;
    expect(await resolve()).toMatchObject({ number: 2 });
    expect(callNames()).toHaveLength(2);
  });

  test('goes on to be used when the registry does not answer then, which is told', async () => {
    const { clock, resolve, log, answers } = createScripted(version(1), serviceError('TimeoutError'));
    await resolve();
    clock.nowMs += 5 * MINUTE_MS;
    expect(await resolve()).toMatchObject({ number: 1 });
    expect(await resolve()).toMatchObject({ number: 1 });
    expect(log).toEqual([
      ['latest unread', 'cannot read the latest version of schema sensor (TimeoutError)'],
    ]);
    clock.nowMs += MINUTE_MS;
    answers.push(version(2));
    expect(await resolve()).toMatchObject({ number: 2 });
  });
});
