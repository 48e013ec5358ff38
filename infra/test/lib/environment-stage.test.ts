import type { Stack, Stage } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { prod } from '../../config/prod.ts';
import { EnvironmentStage } from '../../lib/environment-stage.ts';
import { EXAMPLE_CONTRACT, EXAMPLES } from '../examples.ts';
import { STACKS, synthesize, synthesizeExample, toAllResources } from '../synthesized.ts';
import { createTestApp } from '../test-app.ts';
import { toReviewable } from '../to-reviewable.ts';

const CASES = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[];

function stacksOf(stage: Stage): Record<string, Stack> {
  return Object.fromEntries(stage.node.children.map((child) => [child.node.id, child as Stack]));
}

function toDependencies(stack: Stack): string[] {
  return stack.dependencies.map(({ node }) => node.id).toSorted();
}

describe.each(CASES)('with %s', (name) => {
  const config = EXAMPLES[name];

  test('there are four stacks, of which those that hold data are protected', () => {
    const stacks = stacksOf(synthesizeExample(name).stage);
    expect(Object.keys(stacks).toSorted()).toEqual([...STACKS].toSorted());
    expect(STACKS.filter((id) => stacks[id]!.terminationProtection)).toEqual([
      'ProducerData',
      'ConsumerData',
    ]);
    expect(STACKS.map((id) => stacks[id]!.account)).toEqual([
      config.producer.accountId,
      config.producer.accountId,
      config.consumer.accountId,
      config.consumer.accountId,
    ]);
  });

  test('each stack waits for those it refers to', () => {
    const stacks = stacksOf(synthesizeExample(name).stage);
    expect(toDependencies(stacks['ProducerAccess']!)).toEqual(['ProducerData']);
    expect(toDependencies(stacks['ConsumerService']!)).toEqual(['ConsumerData', 'ProducerAccess']);
  });

  test('everything that has tags has the four of its environment', () => {
    const expected = { app: 'glueline', env: config.name, owner: 'data-platform', 'cost-centre': '1000' };
    const tagged = toAllResources(synthesizeExample(name)).flatMap(([id, { Properties }]) =>
      Array.isArray(Properties?.['Tags']) ? [[id, toTags(Properties['Tags'] as TagList)] as const] : [],
    );
    expect(tagged.length).toBeGreaterThan(20);
    expect(tagged).toEqual(tagged.map(([id]) => [id, expect.objectContaining(expected)]));
  });

  test.each(STACKS)('the template of %s is the one that was reviewed', async (stack) => {
    const text = toReviewable(synthesizeExample(name).templates[stack]);
    await expect(text).toMatchFileSnapshot(`../snapshots/${name.replace(' ', '-')}/${stack}.json`);
  });
});

type TagList = readonly { Key: string; Value: string }[];

function toTags(list: TagList): Record<string, string> {
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}

test('the service refers to its own data and, of the other account, to outputs of the access stack alone', () => {
  const text = JSON.stringify(synthesizeExample('two accounts').templates.ConsumerService.toJSON());
  const names = [...text.matchAll(/"StackName":"([\w-]+)"/g)].map(([, stackName]) => stackName);
  expect(new Set(names)).toEqual(new Set(['prod-ProducerAccess', 'prod-ConsumerData']));
});

test('with a contract from a file the consumer refers to no stack of the producer, and waits for none', () => {
  const { stage, templates } = synthesize({ ...prod, contract: 'file' }, EXAMPLE_CONTRACT);
  expect(JSON.stringify(templates.ConsumerService.toJSON())).not.toContain('prod-Producer');
  expect(toDependencies(stacksOf(stage)['ConsumerService']!)).toEqual(['ConsumerData']);
});

test('before the producer has stated a contract there is no service, and the producer can be deployed', () => {
  const config = { ...prod, contract: 'file' } as const;
  const stage = new EnvironmentStage(createTestApp(), 'prod', { config, contract: 'missing' });
  expect(stage.node.children.map(({ node }) => node.id)).toEqual([
    'ProducerData',
    'ProducerAccess',
    'ConsumerData',
  ]);
});
