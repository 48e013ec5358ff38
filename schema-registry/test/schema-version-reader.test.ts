import type { GetSchemaVersionCommandOutput } from '@aws-sdk/client-glue';
import { describe, expect, test } from 'vitest';
import { createSchemaVersionReader, type SchemaReadResult, type SchemaVersionReader } from '../src/index.ts';

const id = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';
const definition = '"string"';
const found = { SchemaDefinition: definition, VersionNumber: 7, DataFormat: 'AVRO' };

/** Counts calls and answers each with what `answer` returns or throws. */
function createReader(answer: () => object, maxCachedVersions = 10) {
  const calls = { count: 0 };
  const send = async () => {
    calls.count++;
    return answer() as GetSchemaVersionCommandOutput;
  };
  // The reader only uses `send`, whose overloads no function literal can satisfy.
  const results: SchemaReadResult[] = [];
  const clock = { nowMs: 1 };
  const reader: SchemaVersionReader = createSchemaVersionReader({
    client: { send } as never,
    maxCachedVersions,
    prepare: (version) => version,
    onRead: (result) => results.push(result),
    now: () => clock.nowMs,
  });
  return { reader, calls, results, clock };
}

function failWith(name: string): () => object {
  return () => {
    throw Object.assign(new Error('as the service words it'), { name });
  };
}

test('a version is read once and compiled', async () => {
  const { reader, calls } = createReader(() => found);
  const version = await reader.read(id);
  expect(version).toMatchObject({ id, number: 7, definition });
  expect(version.read(Buffer.of(2, 97))).toBe('a');
  expect(await reader.read(id)).toBe(version);
  expect(reader.cached(id)).toBe(version);
  expect(calls.count).toBe(1);
});

test('ten concurrent reads of one version make one call', async () => {
  const { reader, calls } = createReader(() => found);
  await Promise.all(Array.from({ length: 10 }, async () => reader.read(id)));
  expect(calls.count).toBe(1);
});

test('the cache never holds more versions than its bound', async () => {
  const { reader } = createReader(() => found, 2);
  for (const last of ['1', '2', '3']) await reader.read(`${id.slice(0, -1)}${last}`);
  expect(reader.cached(`${id.slice(0, -1)}1`)).toBeUndefined();
  expect(reader.cached(`${id.slice(0, -1)}3`)).toBeDefined();
});

test('the version that was read first leaves first, and is read again', async () => {
  const { reader, calls } = createReader(() => found, 2);
  const toId = (last: string) => `${id.slice(0, -1)}${last}`;
  for (const last of ['1', '2', '1', '3']) await reader.read(toId(last));
  expect(reader.cached(toId('1'))).toBeUndefined();
  expect(reader.cached(toId('2'))).toMatchObject({ id: toId('2') });
  expect(calls.count).toBe(3);
  expect(await reader.read(toId('1'))).toMatchObject({ id: toId('1') });
  expect(calls.count).toBe(4);
});

test('a version is prepared once, and kept as what that gives', async () => {
  const numbers: number[] = [];
  const reader = createSchemaVersionReader({
    client: { send: async () => found } as never,
    maxCachedVersions: 1,
    prepare({ number }) {
      numbers.push(number);
      return { doubled: 2 * number };
    },
  });
  expect(await reader.read(id)).toEqual({ doubled: 14 });
  expect(reader.cached(id)).toEqual({ doubled: 14 });
  expect(numbers).toEqual([7]);
});

describe('a read that fails', () => {
  test.each([
    [
      'EntityNotFoundException',
      'SchemaVersionNotFoundError',
      `there is no schema version ${id} in the registry`,
    ],
    [
      'ThrottlingException',
      'RegistryUnavailableError',
      `cannot read schema version ${id} (ThrottlingException)`,
    ],
    [
      'AccessDeniedException',
      'RegistryUnavailableError',
      `cannot read schema version ${id} (AccessDeniedException)`,
    ],
    ['TimeoutError', 'RegistryUnavailableError', `cannot read schema version ${id} (TimeoutError)`],
  ])('with %s becomes %s', async (serviceError, name, message) => {
    const { reader } = createReader(failWith(serviceError));
    await expect(reader.read(id)).rejects.toMatchObject({ name, message, cause: { name: serviceError } });
  });

  test('for now is not remembered: the next read asks again', async () => {
    const answers = [failWith('ThrottlingException'), () => found];
    const { reader, calls, results } = createReader(() => answers.shift()!());
    await expect(reader.read(id)).rejects.toThrow('ThrottlingException');
    await expect(reader.read(id)).resolves.toMatchObject({ number: 7 });
    expect(calls.count).toBe(2);
    expect(results).toEqual(['unavailable', 'found']);
  });

  test.each([
    ['unknown', failWith('EntityNotFoundException')],
    ['invalid', () => ({ ...found, SchemaDefinition: '{"type": "nonsense"}' })],
  ])('for good, because the version is %s, is remembered for half a minute', async (result, answer) => {
    const answers = [answer, () => found];
    const { reader, calls, results, clock } = createReader(() => answers.shift()!());
    const first = await reader.read(id).catch((error: unknown) => error);
    clock.nowMs += 29_000;
    await expect(reader.read(id)).rejects.toBe(first);
    expect(calls.count).toBe(1);
    clock.nowMs += 2000;
    await expect(reader.read(id)).resolves.toMatchObject({ number: 7 });
    expect(results).toEqual([result, 'found']);
  });

  test('because the definition is not Avro names the data format', async () => {
    const { reader } = createReader(() => ({ ...found, DataFormat: 'PROTOBUF' }));
    await expect(reader.read(id)).rejects.toMatchObject({
      name: 'InvalidDefinitionError',
      message: `schema version ${id} is PROTOBUF, only AVRO is supported`,
    });
  });
});
