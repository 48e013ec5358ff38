import {
  type GlueClient,
  type MetadataKeyValuePair,
  PutSchemaVersionMetadataCommand,
  QuerySchemaVersionMetadataCommand,
  type QuerySchemaVersionMetadataCommandInput,
  type QuerySchemaVersionMetadataCommandOutput,
  RemoveSchemaVersionMetadataCommand,
} from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { SCHEMA_ID, withoutMetadata, withSchema } from './recorded-fixture.ts';

const LATEST = { SchemaId: SCHEMA_ID, SchemaVersionNumber: { LatestVersion: true } };
const FIRST = { SchemaId: SCHEMA_ID, SchemaVersionNumber: { VersionNumber: 1 } };

const pair = (MetadataKey: string, MetadataValue: string) => ({ MetadataKey, MetadataValue });

const put = (glue: GlueClient, MetadataKeyValue: MetadataKeyValuePair | undefined) =>
  glue.send(new PutSchemaVersionMetadataCommand({ ...LATEST, MetadataKeyValue }));

const query = (glue: GlueClient, input: QuerySchemaVersionMetadataCommandInput = {}) =>
  glue.send(new QuerySchemaVersionMetadataCommand({ ...FIRST, ...input }));

test('put and remove by schema and number name both', async () => {
  const { glue, created } = await withSchema();
  const expected = {
    SchemaArn: 'arn:aws:glue:eu-central-1:111111111111:schema/glueline/sensor',
    SchemaName: 'sensor',
    RegistryName: 'glueline',
    VersionNumber: 1,
    SchemaVersionId: created.SchemaVersionId,
    ...pair('k', 'v'),
  };
  expect(withoutMetadata(await put(glue, pair('k', 'v')))).toEqual({ ...expected, LatestVersion: true });
  const remove = new RemoveSchemaVersionMetadataCommand({ ...FIRST, MetadataKeyValue: pair('k', 'v') });
  expect(withoutMetadata(await glue.send(remove))).toEqual({ ...expected, LatestVersion: false });
  expect((await query(glue)).MetadataInfoMap).toEqual({});
});

test('a query finds by key, by value or by both, and any of its pairs suffices', async () => {
  const { glue } = await withSchema();
  for (const each of [pair('a', '1'), pair('a', '2'), pair('b', '2')]) await put(glue, each);
  const found = async (...MetadataList: MetadataKeyValuePair[]) =>
    Object.entries((await query(glue, { MetadataList })).MetadataInfoMap ?? {}).flatMap(([key, info]) =>
      [info, ...(info.OtherMetadataValueList ?? [])].map((each) => `${key}=${each.MetadataValue}`),
    );
  expect(await found({ MetadataKey: 'a' })).toEqual(['a=2', 'a=1']);
  expect(await found({ MetadataValue: '2' })).toEqual(['a=2', 'b=2']);
  expect(await found(pair('a', '1'))).toEqual(['a=1']);
  expect(await found(pair('a', '1'), { MetadataKey: 'b' })).toEqual(['a=1', 'b=2']);
  expect(await found(pair('b', '1'))).toEqual([]);
});

test('a query comes in pages of keys', async () => {
  const { glue } = await withSchema();
  for (const key of ['c', 'a', 'e', 'b', 'd']) await put(glue, pair(key, '1'));
  await put(glue, pair('b', '2'));
  const pages: QuerySchemaVersionMetadataCommandOutput[] = [];
  do pages.push(await query(glue, { MaxResults: 2, NextToken: pages.at(-1)?.NextToken }));
  while (pages.at(-1)?.NextToken !== undefined);
  expect(pages.map((page) => Object.keys(page.MetadataInfoMap ?? {}))).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['e'],
  ]);
  expect(pages[0]?.MetadataInfoMap?.['b']?.OtherMetadataValueList).toHaveLength(1);
});

test('the largest key and value are taken, with every character the service names', async () => {
  const { glue } = await withSchema();
  const largest = pair('+-=._/@,:;<0aZ'.padEnd(128, 'k'), 'v'.repeat(256));
  await put(glue, largest);
  await put(glue, pair('__proto__', 'x'));
  const { MetadataInfoMap = {} } = await query(glue);
  expect(Object.keys(MetadataInfoMap).sort()).toEqual([largest.MetadataKey, '__proto__']);
});

const length = (parameter: string) =>
  `The resource name contains too many or too few characters. Parameter Name: ${parameter}`;
const characters = (parameter: string) =>
  `The parameter value contains one or more characters that are not valid. Parameter Name: ${parameter}`;

test.each<[string, MetadataKeyValuePair | undefined, string]>([
  ['no pair', undefined, length('key')],
  ['an empty key', pair('', 'v'), length('key')],
  ['a key of 129 characters', pair('k'.repeat(129), 'v'), length('key')],
  ['a key with a space', pair('a b', 'v'), characters('key')],
  ['no value', { MetadataKey: 'k' }, length('value')],
  ['a value of 257 characters', pair('k', 'v'.repeat(257)), length('value')],
  ['a value beyond ASCII', pair('k', 'ä'), characters('value')],
])('put refuses %s', async (_title, MetadataKeyValue, message) => {
  const { glue } = await withSchema();
  await expect(put(glue, MetadataKeyValue)).rejects.toMatchObject({ name: 'InvalidInputException', message });
});

test.each<[string, Partial<QuerySchemaVersionMetadataCommandInput>, string]>([
  [
    'a page of 51',
    { MaxResults: 51 },
    "1 validation error detected: Value '51' at 'maxResults' failed to satisfy constraint: " +
      'Member must have value less than or equal to 50',
  ],
  ['a filter with a space', { MetadataList: [{ MetadataKey: 'a b' }] }, characters('key')],
  ['the token of another listing', { NextToken: 'e30' }, 'NextToken is not valid.'],
  [
    'an id and a schema',
    { SchemaVersionId: '3f36e6d8-d20e-43b7-90ea-3ad724880d60' },
    'No other input parameters can be specified when fetching by SchemaVersionId.',
  ],
])('query refuses %s', async (_title, input, message) => {
  const { glue } = await withSchema();
  await expect(query(glue, input)).rejects.toMatchObject({ name: 'InvalidInputException', message });
});

test('a version has ten pairs, values of one key counted one by one, and not one more', async () => {
  const { glue } = await withSchema();
  for (let index = 0; index < 5; index++) {
    await put(glue, pair('same', `${index}`));
    await put(glue, pair(`k${index}`, 'v'));
  }
  await expect(put(glue, pair('more', 'v'))).rejects.toMatchObject({
    name: 'ResourceNumberLimitExceededException',
    message: 'Your resource limits for Schema Version Metadata have been exceeded.',
  });
});
