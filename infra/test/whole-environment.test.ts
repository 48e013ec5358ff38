import { describe, expect, test } from 'vitest';
import { EXAMPLES } from './examples.ts';
import { ofType, type Resource, synthesizeExample, toAllResources } from './synthesized.ts';

/** What is lost with it cannot be made anew. */
const HOLDS_DATA = [
  'AWS::MSK::Cluster',
  'AWS::MSK::Topic',
  'AWS::Glue::Registry',
  'AWS::DynamoDB::GlobalTable',
];

const CASES = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[];

/** Of ingress rules, inline and by themselves: whom they let in. */
function toSources(resource: Resource): unknown[] {
  const { Type, Properties = {} } = resource;
  const rules =
    Type === 'AWS::EC2::SecurityGroupIngress'
      ? [Properties]
      : ((Properties['SecurityGroupIngress'] ?? []) as Record<string, unknown>[]);
  return rules.map(
    (rule) =>
      rule['SourceSecurityGroupId'] ??
      rule['SourcePrefixListId'] ??
      rule['CidrIp'] ??
      rule['CidrIpv6'] ??
      rule,
  );
}

describe.each(CASES)('with %s', (name) => {
  const resources = toAllResources(synthesizeExample(name));
  const config = EXAMPLES[name];

  test('no security group is open: whoever is let in is another security group', () => {
    const sources = resources.flatMap(([id, resource]) =>
      toSources(resource).map((source) => [id, source] as const),
    );
    expect(sources.length).toBeGreaterThan(5);
    const open = sources.filter(
      ([, source]) => !/^{"Fn::(GetAtt|GetStackOutput)"/.test(JSON.stringify(source)),
    );
    expect(open).toEqual([]);
  });

  test('every function and every task runs on ARM', () => {
    const functions = ofType(resources, 'AWS::Lambda::Function').filter(
      ([id]) => !id.includes('RestrictDefaultSG'),
    );
    expect(functions.length).toBeGreaterThan(2);
    const others = functions.filter(
      ([, { Properties }]) => JSON.stringify(Properties?.['Architectures']) !== '["arm64"]',
    );
    // The library's own function for calls to AWS does not let itself be told.
    expect(others.map(([id]) => id.replace(/[0-9a-f]{8,}.*/i, ''))).toEqual(['ConsumerService/AWS']);
    for (const [, { Properties }] of ofType(resources, 'AWS::ECS::TaskDefinition')) {
      expect(Properties?.['RuntimePlatform']).toEqual({
        CpuArchitecture: 'ARM64',
        OperatingSystemFamily: 'LINUX',
      });
    }
  });

  test('every log group forgets', () => {
    const groups = ofType(resources, 'AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThan(5);
    const forEver = groups.filter(
      ([, { Properties }]) => typeof Properties?.['RetentionInDays'] !== 'number',
    );
    expect(forEver).toEqual([]);
  });

  test('what holds data outlives its stack, and its replacement', () => {
    const found = resources.filter(([, { Type }]) => HOLDS_DATA.includes(Type));
    expect(new Set(found.map(([, { Type }]) => Type))).toEqual(new Set(HOLDS_DATA));
    const lost = found.filter(
      ([, { DeletionPolicy, UpdateReplacePolicy }]) =>
        DeletionPolicy !== 'Retain' || UpdateReplacePolicy !== 'Retain',
    );
    expect(lost).toEqual([]);
  });

  test('the private zone is the cluster itself, and nothing above it', () => {
    const zones = ofType(resources, 'AWS::Route53::HostedZone');
    expect(zones).toHaveLength(1);
    const zoneName = zones[0]![1].Properties?.['Name'];
    expect(JSON.stringify(zoneName)).toContain('ClusterDomain');
    expect(JSON.stringify(zoneName)).not.toMatch(/"kafka\.[a-z0-9-]+\.amazonaws\.com/);
  });

  test('each broker has an endpoint, and a name in the zone', () => {
    const { numberOfBrokers } = config.producer.kafka;
    expect(ofType(resources, 'AWS::Route53::RecordSet')).toHaveLength(numberOfBrokers);
    expect(ofType(resources, 'AWS::EC2::VPCEndpointService')).toHaveLength(numberOfBrokers);
  });

  test('a task has longer to stop than the service takes to drain', () => {
    const [[, task]] = ofType(resources, 'AWS::ECS::TaskDefinition') as [[string, Resource]];
    const { ContainerDefinitions: containers } = task.Properties as {
      ContainerDefinitions: [{ StopTimeout: number; Environment: { Name: string; Value: string }[] }];
    };
    const [container] = containers;
    const drainMs = Number(container.Environment.find(({ Name }) => Name === 'DRAIN_TIMEOUT_MS')?.Value);
    expect(drainMs).toBeGreaterThan(0);
    expect(container.StopTimeout * 1000).toBeGreaterThan(drainMs);
    expect(container.StopTimeout).toBeLessThanOrEqual(120);
  });

  test('there are never more tasks than partitions', () => {
    const targets = ofType(resources, 'AWS::ApplicationAutoScaling::ScalableTarget').filter(
      ([, { Properties }]) => Properties?.['ServiceNamespace'] === 'ecs',
    );
    expect(targets).toHaveLength(1);
    const topic = ofType(resources, 'AWS::MSK::Topic').find(
      ([, { Properties }]) => Properties?.['TopicName'] === config.topic.name,
    );
    const partitions = topic?.[1].Properties?.['PartitionCount'] as number;
    expect(targets[0]![1].Properties?.['MaxCapacity']).toBeLessThanOrEqual(partitions);
  });

  test('whoever speaks to brokers speaks to where they listen', () => {
    const listeners = ofType(resources, 'AWS::ElasticLoadBalancingV2::Listener').map(
      ([, { Properties }]) => Properties?.['Port'],
    );
    expect(new Set(listeners)).toEqual(new Set([9098]));
  });
});
