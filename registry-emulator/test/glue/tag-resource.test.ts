import {
  GetTagsCommand,
  type GlueClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { withoutMetadata, withSchema } from './recorded-fixture.ts';

const REGISTRY_ARN = 'arn:aws:glue:eu-central-1:111111111111:registry/glueline';
const SCHEMA_ARN = 'arn:aws:glue:eu-central-1:111111111111:schema/glueline/sensor';

const tag = (glue: GlueClient, ResourceArn: string, TagsToAdd: Record<string, string>) =>
  glue.send(new TagResourceCommand({ ResourceArn, TagsToAdd }));

const tagsOf = async (glue: GlueClient, ResourceArn: string) =>
  (await glue.send(new GetTagsCommand({ ResourceArn }))).Tags;

const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

test.each([REGISTRY_ARN, SCHEMA_ARN])('tags of %s are added, overwritten and removed', async (arn) => {
  const { glue } = await withSchema();
  expect(await tagsOf(glue, arn)).toEqual({});
  expect(withoutMetadata(await tag(glue, arn, { team: 'a', stage: '' }))).toEqual({});
  await tag(glue, arn, { team: 'b' });
  expect(await tagsOf(glue, arn)).toEqual({ team: 'b', stage: '' });
  await glue.send(new UntagResourceCommand({ ResourceArn: arn, TagsToRemove: ['team', 'unknown'] }));
  expect(await tagsOf(glue, arn)).toEqual({ stage: '' });
});

test('a resource has fifty tags, counted after the change', async () => {
  const { glue } = await withSchema();
  await tag(glue, SCHEMA_ARN, numbered(50));
  await tag(glue, SCHEMA_ARN, { k0: 'other' });
  await expect(tag(glue, SCHEMA_ARN, { one: 'more' })).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'New Tags cannot be empty or more than 50',
  });
});

const sizes = 'Tag keys have 1 to 128 characters and tag values up to 256.';

test.each<[string, Record<string, string>, string]>([
  ['no tag', {}, 'New Tags cannot be empty or more than 50'],
  ['an empty key', { '': 'v' }, sizes],
  ['a key of 129 characters', { ['k'.repeat(129)]: 'v' }, sizes],
  ['a value of 257 characters', { k: 'v'.repeat(257) }, sizes],
])('refuses %s', async (_title, tags, message) => {
  const { glue } = await withSchema();
  await expect(tag(glue, SCHEMA_ARN, tags)).rejects.toMatchObject({ name: 'InvalidInputException', message });
  expect(await tagsOf(glue, SCHEMA_ARN)).toEqual({});
});

test.each([
  [
    '',
    'InvalidInputException',
    'The resource name contains too many or too few characters. Parameter Name: resourceArn',
  ],
  [
    'arn:aws:s3:::bucket',
    'InvalidInputException',
    'The parameter value contains one or more characters that are not valid. Parameter Name: resourceArn',
  ],
  [
    'arn:aws:glue:eu-central-1:111111111111:job/nightly',
    'InvalidInputException',
    'Only registries and schemas can be tagged here.',
  ],
  [
    'arn:aws:glue:eu-central-1:222222222222:registry/glueline',
    'EntityNotFoundException',
    'Registry is not found. RegistryArn: arn:aws:glue:eu-central-1:222222222222:registry/glueline',
  ],
  [
    `${SCHEMA_ARN}2`,
    'EntityNotFoundException',
    `Schema is not found. RegistryName: glueline, SchemaName: sensor2, SchemaArn: ${SCHEMA_ARN}2`,
  ],
])('no tags for %j', async (arn, name, message) => {
  const { glue } = await withSchema();
  await expect(tagsOf(glue, arn)).rejects.toMatchObject({ name, message });
  await expect(tag(glue, arn, { k: 'v' })).rejects.toMatchObject({ name, message });
});
