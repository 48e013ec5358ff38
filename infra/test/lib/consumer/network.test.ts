import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { dev } from '../../../config/dev.ts';
import { prod } from '../../../config/prod.ts';
import { ConsumerNetwork } from '../../../lib/consumer/network.ts';
import { createTestStack } from '../../test-app.ts';

function synthesizeNetwork({ consumer: { network } } = prod): Template {
  const stack = createTestStack();
  new ConsumerNetwork(stack, 'Network', network);
  return Template.fromStack(stack);
}

test('there is no way into the internet or out of it', () => {
  const template = synthesizeNetwork();
  const ways = ['InternetGateway', 'NatGateway', 'EIP', 'Route', 'VPCPeeringConnection'];

  expect(ways.flatMap((way) => Object.keys(template.findResources(`AWS::EC2::${way}`)))).toEqual([]);
});

test.each([
  ['two', dev],
  ['three', prod],
])('%s zones have a subnet each, in the range of the environment', (_count, config) => {
  const template = synthesizeNetwork(config);

  template.resourceCountIs('AWS::EC2::Subnet', config.consumer.network.zones.length);
  template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: config.consumer.network.vpcCidr });
});

test('names are resolved, without which no private zone works', () => {
  synthesizeNetwork().hasResourceProperties('AWS::EC2::VPC', {
    EnableDnsHostnames: true,
    EnableDnsSupport: true,
  });
});

test('tasks may reach nothing until somebody offers it', () => {
  synthesizeNetwork().hasResourceProperties('AWS::EC2::SecurityGroup', {
    GroupDescription: 'Tasks of the consumer service',
    SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    SecurityGroupIngress: Match.absent(),
  });
});

test('rejected connections are logged, and forgotten after two weeks', () => {
  const template = synthesizeNetwork();

  template.hasResourceProperties('AWS::EC2::FlowLog', { ResourceType: 'VPC', TrafficType: 'REJECT' });
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 14 });
  expect(Object.keys(template.findResources('AWS::Logs::LogGroup'))).toHaveLength(1);
});
