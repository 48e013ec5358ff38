import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { prod } from '../../../config/prod.ts';
import { synthesizeConsumer } from './consumer-stacks.ts';

const { service } = synthesizeConsumer();

const withTasks = (tasks: Partial<typeof prod.consumer.tasks>) => ({
  ...prod,
  consumer: { ...prod.consumer, tasks: { ...prod.consumer.tasks, ...tasks } },
});

test('the service has no load balancer, no public address and no way in for people', () => {
  service.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
  service.hasResourceProperties('AWS::ECS::Service', {
    EnableExecuteCommand: false,
    NetworkConfiguration: { AwsvpcConfiguration: Match.objectLike({ AssignPublicIp: 'DISABLED' }) },
  });
});

test('the first task is not interruptible, of the others three in four are', () => {
  service.hasResourceProperties('AWS::ECS::Service', {
    CapacityProviderStrategy: [
      { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
      { CapacityProvider: 'FARGATE_SPOT', Weight: 3 },
    ],
  });
});

test('no task is interruptible in an environment that does not want it', () => {
  synthesizeConsumer({ config: withTasks({ spot: false }) }).service.hasResourceProperties(
    'AWS::ECS::Service',
    {
      CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
    },
  );
});

test('a deployment that does not come up, or that decodes nothing, is rolled back', () => {
  const [alarmId] = Object.keys(
    service.findResources('AWS::CloudWatch::Alarm', {
      Properties: { AlarmDescription: Match.stringLikeRegexp('More records become dead letters') },
    }),
  );

  service.hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: {
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      Alarms: { Enable: true, Rollback: true, AlarmNames: [{ Ref: alarmId }] },
    },
  });
});

test('a deployment does not reset how many tasks there are', () => {
  service.hasResourceProperties('AWS::ECS::Service', { DesiredCount: Match.absent() });
});

test('tasks start only once their endpoints and their names are there', () => {
  const [found] = Object.values(service.findResources('AWS::ECS::Service'));
  const dependencies = new Set(found!['DependsOn'] as string[]);
  const needed = ['AWS::EC2::VPCEndpoint', 'AWS::Route53::RecordSet', 'Custom::PrefixList'].flatMap((type) =>
    Object.keys(service.findResources(type)),
  );

  expect(needed).toHaveLength(15);
  expect(needed.filter((id) => !dependencies.has(id))).toEqual([]);
});

test('the tasks are counted, by which alarms know that one is missing', () => {
  service.hasResourceProperties('AWS::ECS::Cluster', {
    ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
  });
});
