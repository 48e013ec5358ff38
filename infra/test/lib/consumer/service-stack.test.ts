import { Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { dev } from '../../../config/dev.ts';
import { ConsumerDataStack } from '../../../lib/consumer/data-stack.ts';
import { ConsumerServiceStack } from '../../../lib/consumer/service-stack.ts';
import { EXAMPLE_CONTRACT } from '../../examples.ts';
import { createTestApp } from '../../test-app.ts';
import { synthesizeConsumer } from './consumer-stacks.ts';

const { service, stacks, app } = synthesizeConsumer();

test('the subnets are in the zones that the environment names', () => {
  const zones = Object.values(service.findResources('AWS::EC2::Subnet')).map(
    ({ Properties: subnet }) => subnet.AvailabilityZone,
  );

  expect(zones).toEqual(['eu-central-1a', 'eu-central-1b', 'eu-central-1c']);
  expect(app.synth().manifest.missing).toBeUndefined();
});

test('the stack waits for the one with the table', () => {
  expect(stacks.service.dependencies).toEqual([stacks.data]);
});

test('no rule lets anything out to everywhere', () => {
  const text = JSON.stringify(service.toJSON());

  expect(text).not.toContain('0.0.0.0/0');
  expect(text).not.toContain('::/0');
});

test('every log ends some day', () => {
  const retentions = Object.values(service.findResources('AWS::Logs::LogGroup')).map(
    ({ Properties: group }) => group.RetentionInDays,
  );

  expect(retentions).toEqual(retentions.map(() => expect.any(Number)));
  expect(retentions).toHaveLength(4);
});

test('the log of the tasks outlives a stack whose creation failed', () => {
  const kept = Object.entries(service.findResources('AWS::Logs::LogGroup')).filter(
    ([, { DeletionPolicy: policy }]) => policy === 'Retain',
  );

  expect(kept).toEqual([
    [expect.stringMatching(/^Log/), expect.objectContaining({ Properties: { RetentionInDays: 90 } })],
  ]);
});

test('both sides fit into one account, where the contract is known only at deployment', () => {
  const oneAccount = createTestApp();
  const env = { account: dev.consumer.accountId, region: dev.region };
  const producer = new Stack(oneAccount, 'Producer', { env });
  const later = (name: string) => Fn.getAtt(name, 'Value').toString();
  const contract = {
    ...EXAMPLE_CONTRACT,
    clusterArn: later('Cluster'),
    clusterDomain: later('Domain'),
    accessRoleArn: later('Role'),
    brokers: [1, 2].map((id) => ({ id, host: later(`Host${id}`), serviceName: later(`Service${id}`) })),
  };
  const data = new ConsumerDataStack(oneAccount, 'Data', { config: dev, env });
  const stack = new ConsumerServiceStack(oneAccount, 'Service', { config: dev, contract, data, env });
  const template = Template.fromStack(stack);

  expect(producer.account).toBe(stack.account);
  template.resourceCountIs('AWS::EC2::VPC', 1);
  template.resourceCountIs('AWS::Route53::RecordSet', 2);
  template.resourceCountIs('AWS::EC2::Subnet', 2);
  template.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { PrivateDnsEnabled: false }, 2);
});
