import { describe, expect, test } from 'vitest';
import {
  createScripted,
  definitionWith,
  FULL,
  registered,
  schemaNotFound,
  serviceError,
  version,
  versionNotFound,
} from './scripted-registry.ts';

const MINUTE_MS = 60_000;

describe('a version that is PENDING', () => {
  test('is waited for', async () => {
    const { resolve, callNames } = createScripted(
      version(1),
      FULL,
      registered(2, 'PENDING'),
      { Status: 'PENDING' },
      { Status: 'AVAILABLE' },
    );
    expect(await resolve({ temperature: 30 })).toMatchObject({ id: 'id-2', number: 2 });
    expect(callNames().slice(3)).toEqual(['GetSchemaVersion', 'GetSchemaVersion']);
  });

  test('is waited for until the time is over, and nothing is asked after it', async () => {
    const pending = Array.from({ length: 50 }, () => ({ Status: 'PENDING' }));
    const { resolve } = createScripted(version(1), FULL, registered(2, 'PENDING'), ...pending);
    await expect(resolve({ temperature: 30 }, 200)).rejects.toMatchObject({
      name: 'RegistrationError',
      // Which of the two clocks is first is left open.
      message: expect.stringMatching(
        /^schema version id-2 is still PENDING|^schema sensor has no version for/,
      ),
    });
  });
});

describe('a definition that the registry refuses', () => {
  const message = 'version 2 of schema sensor is FAILURE: the registry holds it incompatible';

  test('is asked for once in ten minutes', async () => {
    const { clock, resolve, answers, callNames } = createScripted(version(1), FULL, registered(2, 'FAILURE'));
    await expect(resolve({ temperature: 30 })).rejects.toMatchObject({
      name: 'IncompatibleSchemaError',
      message,
    });
    clock.nowMs += 10 * MINUTE_MS - 1;
    answers.push(version(1));
    await expect(resolve({ temperature: 31 })).rejects.toMatchObject({ message });
    expect(callNames()).toHaveLength(4);
    clock.nowMs += 2;
    answers.push(version(1), FULL, registered(2));
    expect(await resolve({ temperature: 32 })).toMatchObject({ number: 2 });
  });

  test('leaves events alone that need something else', async () => {
    const { resolve, answers } = createScripted(version(1), FULL, registered(2, 'FAILURE'));
    await expect(resolve({ temperature: 30 })).rejects.toMatchObject({ message });
    answers.push(version(1), FULL, registered(3), version(2, {}, { Status: 'FAILURE' }));
    expect(await resolve({ humidity: 30 })).toMatchObject({ number: 3 });
  });

  test('is judged anew when it was compared with a version that we had not seen', async () => {
    const { resolve } = createScripted(
      version(1),
      FULL,
      registered(3, 'FAILURE'),
      version(2, { temperature: 'string' }),
    );
    await expect(resolve({ temperature: 30 })).rejects.toMatchObject({
      name: 'FieldConflictError',
      message: 'field temperature must be ["null","string"] as in the schema (received a number)',
    });
  });
});

describe('versions that others registered at the same time', () => {
  test('are merged with ours, so that the latest has the fields of all', async () => {
    const { resolve, lastDefinition } = createScripted(
      version(1),
      FULL,
      registered(3),
      version(2, { a: 'string' }),
      version(3, { b: 'double' }),
      FULL,
      registered(4),
    );
    expect(await resolve({ b: 1 })).toMatchObject({ number: 4 });
    expect(lastDefinition()).toBe(definitionWith({ a: 'string', b: 'double' }));
  });

  test('need no version of ours when somebody else has merged them in the meantime', async () => {
    const { resolve, callNames } = createScripted(
      version(1),
      FULL,
      registered(3),
      version(2, { a: 'string' }),
      version(4, { a: 'string', b: 'double' }),
    );
    expect(await resolve({ b: 1 })).toMatchObject({ number: 4 });
    expect(callNames().filter((name) => name === 'RegisterSchemaVersion')).toHaveLength(1);
  });

  test('are left out when they were refused or deleted, and waited for when they are PENDING', async () => {
    const { resolve, lastDefinition } = createScripted(
      version(1),
      FULL,
      registered(5),
      version(2, { a: 'string' }, { Status: 'FAILURE' }),
      versionNotFound,
      version(4, { c: 'string' }, { Status: 'PENDING' }),
      { Status: 'AVAILABLE' },
      version(5, { b: 'double' }),
      FULL,
      registered(6),
    );
    expect(await resolve({ b: 1 })).toMatchObject({ number: 6 });
    expect(lastDefinition()).toBe(definitionWith({ b: 'double', c: 'string' }));
  });

  test('do not fail the event when they cannot be merged: its own version is good', async () => {
    const { resolve, log } = createScripted(
      version(1),
      FULL,
      registered(3),
      version(2, { a: 'string' }),
      serviceError('AccessDeniedException'),
    );
    expect(await resolve({ b: 1 })).toMatchObject({ number: 3 });
    expect(log).toEqual([
      ['registered', 3],
      ['union left', 'cannot read the latest version of schema sensor (AccessDeniedException)'],
    ]);
  });

  test('are not lost where the union was a version before: it is registered in another order', async () => {
    const { resolve, lastDefinition } = createScripted(
      version(3, { b: 'double' }),
      FULL,
      registered(2),
      registered(4),
    );
    expect(await resolve({ a: 'x', b: 1 })).toMatchObject({ number: 4 });
    const { fields }: { fields: { name: string }[] } = JSON.parse(lastDefinition());
    expect(fields.map(({ name }) => name)).toEqual(['b', 'deviceId', 'timestamp', 'a']);
  });
});

describe('what passes by itself', () => {
  test.each(['ConcurrentModificationException', 'ThrottlingException'])(
    '%s is tried again after the latest version was read again',
    async (name) => {
      const { resolve, callNames } = createScripted(
        version(1),
        FULL,
        serviceError(name),
        version(2, { a: 'string' }),
        FULL,
        registered(3),
      );
      expect(await resolve({ b: 1 })).toMatchObject({ number: 3 });
      expect(callNames().slice(3)).toEqual(['GetSchemaVersion', 'GetSchema', 'RegisterSchemaVersion']);
    },
  );

  test('is tried again until the time is over', async () => {
    const cause = serviceError('ThrottlingException');
    const { resolve } = createScripted(...Array.from({ length: 100_000 }, () => cause));
    const error: unknown = await resolve({}, 100).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      name: 'RegistrationError',
      message: expect.stringMatching(
        /^schema sensor was changed by others|^schema sensor has no version for/,
      ),
    });
  });
});

describe('the compatibility of an existing schema', () => {
  test('that differs from the configured one is told once', async () => {
    const { resolve, log } = createScripted(
      version(1),
      { Compatibility: 'BACKWARD' },
      registered(2),
      version(2, { a: 'string' }),
      { Compatibility: 'BACKWARD' },
      registered(3),
    );
    await resolve({ a: 'x' });
    await resolve({ b: 1 });
    expect(log).toEqual([
      ['other compatibility', 'BACKWARD'],
      ['registered', 2],
      ['registered', 3],
    ]);
  });

  test('that is DISABLED refuses new versions, until somebody changes it', async () => {
    const { resolve, answers } = createScripted(version(1), { Compatibility: 'DISABLED' });
    await expect(resolve({ a: 'x' })).rejects.toMatchObject({
      name: 'IncompatibleSchemaError',
      message: 'schema sensor takes no new versions: its compatibility is DISABLED',
    });
    answers.push(version(1), FULL, registered(2));
    expect(await resolve({ a: 'x' })).toMatchObject({ number: 2 });
  });

  test('is not asked for where this producer creates the schema', async () => {
    const { resolve, callNames } = createScripted(schemaNotFound, {
      SchemaVersionId: 'id-1',
      LatestSchemaVersion: 1,
      SchemaVersionStatus: 'AVAILABLE',
    });
    await resolve({ a: 'x' });
    expect(callNames()).not.toContain('GetSchema');
  });
});

describe('the budget of new versions', () => {
  /** Of which the last two were refused, for whoever finds version 58 to be the latest. */
  const SIXTY = { ...FULL, LatestSchemaVersion: 60 };

  test('is over when the sixtieth version back is younger than an hour', async () => {
    const { clock, resolve, callNames, calls, answers } = createScripted(version(58), SIXTY);
    answers.push({ CreatedTime: new Date(clock.nowMs - 59 * MINUTE_MS).toISOString() });
    await expect(resolve({ a: 'x' })).rejects.toMatchObject({
      name: 'SchemaBudgetError',
      message:
        'schema sensor got 60 versions within an hour, as many as MAX_NEW_VERSIONS_PER_HOUR allows: ' +
        'is a name in the events made from data?',
    });
    expect(callNames()).not.toContain('RegisterSchemaVersion');
    expect(calls[2]!.input).toMatchObject({ SchemaVersionNumber: { VersionNumber: 1 } });
  });

  test.each([
    ['is older', { CreatedTime: '2020-01-01T00:00:00.000Z' }],
    ['was deleted', versionNotFound],
  ])('is not over when that version %s', async (_what, answer) => {
    const { resolve } = createScripted(version(60), SIXTY, answer, registered(61));
    expect(await resolve({ a: 'x' })).toMatchObject({ number: 61 });
  });

  test('does not concern events that need nothing new', async () => {
    const { clock, resolve, answers } = createScripted(version(58), SIXTY);
    answers.push({ CreatedTime: new Date(clock.nowMs).toISOString() });
    const outcomes = await Promise.allSettled([resolve(), resolve({ a: 'x' })]);
    expect(outcomes).toMatchObject([{ value: { number: 58 } }, { reason: { name: 'SchemaBudgetError' } }]);
  });
});
