import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { dev } from '../../../config/dev.ts';
import { prod } from '../../../config/prod.ts';
import type { EnvironmentConfig } from '../../../lib/environment-config.ts';
import { ProducerDataStack } from '../../../lib/producer/data-stack.ts';
import { Template } from 'aws-cdk-lib/assertions';
import { createTestApp } from '../../test-app.ts';

function synthesizeData(config: EnvironmentConfig): Template {
  const env = { account: config.producer.accountId, region: config.region };
  return Template.fromStack(new ProducerDataStack(createTestApp(), 'Data', { env, config }));
}

const EXPRESS: EnvironmentConfig = {
  ...prod,
  producer: {
    ...prod.producer,
    kafka: { ...prod.producer.kafka, brokers: { type: 'express', instanceType: 'express.m7g.large' } },
  },
};

const standard = synthesizeData(prod);
const express = synthesizeData(EXPRESS);
const small = synthesizeData(dev);

function only(template: Template, type: string): Record<string, unknown> {
  const found = Object.values(template.findResources(type)) as { Properties: Record<string, unknown> }[];
  expect(found).toHaveLength(1);
  return found[0]!.Properties;
}

function toConfigs(template: Template): Record<string, string> {
  const topics = Object.values(template.findResources('AWS::MSK::Topic')) as {
    Properties: Record<string, string>;
  }[];
  return Object.fromEntries(
    topics.map(({ Properties }) => [
      Properties['TopicName'],
      Buffer.from(Properties['Configs']!, 'base64').toString(),
    ]),
  );
}

describe('the cluster', () => {
  test('takes IAM over TLS, and nobody without', () => {
    standard.hasResourceProperties('AWS::MSK::Cluster', {
      KafkaVersion: '4.1.x.kraft',
      NumberOfBrokerNodes: 3,
      ClientAuthentication: {
        Sasl: { Iam: { Enabled: true }, Scram: Match.absent() },
        Tls: Match.absent(),
        Unauthenticated: { Enabled: false },
      },
      EncryptionInfo: {
        EncryptionAtRest: {
          DataVolumeKMSKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KafkaKey'), 'Arn'] },
        },
        EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true },
      },
      LoggingInfo: { BrokerLogs: { CloudWatchLogs: { Enabled: true } } },
    });
  });

  test('is in one isolated subnet per zone, of a network without a way out', () => {
    const { BrokerNodeGroupInfo: group } = only(standard, 'AWS::MSK::Cluster') as {
      BrokerNodeGroupInfo: { ClientSubnets: unknown[] };
    };
    expect(group.ClientSubnets).toHaveLength(3);
    const zones = Object.values(standard.findResources('AWS::EC2::Subnet')).map(
      ({ Properties }) => (Properties as { AvailabilityZone: string }).AvailabilityZone,
    );
    expect(zones).toEqual(['eu-central-1c', 'eu-central-1a', 'eu-central-1b']);
    for (const type of ['AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway']) {
      expect(standard.findResources(type)).toEqual({});
    }
  });

  test('lets nobody in by itself', () => {
    const groups = Object.values(standard.findResources('AWS::EC2::SecurityGroup'));
    expect(groups).toHaveLength(2);
    for (const { Properties } of groups) expect(Properties).not.toHaveProperty('SecurityGroupIngress');
    expect(standard.findResources('AWS::EC2::SecurityGroupIngress')).toEqual({});
  });

  test.each([
    [
      'three zones',
      standard,
      'default.replication.factor=3\nmin.insync.replicas=2\nunclean.leader.election.enable=false',
    ],
    [
      'two zones',
      small,
      'default.replication.factor=2\nmin.insync.replicas=1\nunclean.leader.election.enable=false',
    ],
  ])('creates no topic by mistake, and replicates over %s', (_name, template, lines) => {
    expect(only(template, 'AWS::MSK::Configuration')['ServerProperties']).toBe(
      `auto.create.topics.enable=false\n${lines}`,
    );
  });

  test('has disks that grow up to the limit and never shrink', () => {
    expect(only(standard, 'AWS::ApplicationAutoScaling::ScalableTarget')).toMatchObject({
      ServiceNamespace: 'kafka',
      ScalableDimension: 'kafka:broker-storage:VolumeSize',
      MaxCapacity: 1000,
    });
    expect(only(standard, 'AWS::ApplicationAutoScaling::ScalingPolicy')).toMatchObject({
      TargetTrackingScalingPolicyConfiguration: { TargetValue: 60, DisableScaleIn: true },
    });
  });

  test('of Express brokers states neither disks nor what Express decides by itself', () => {
    expect(only(express, 'AWS::MSK::Cluster')['BrokerNodeGroupInfo']).not.toHaveProperty('StorageInfo');
    expect(only(express, 'AWS::MSK::Configuration')['ServerProperties']).toBe(
      'auto.create.topics.enable=false',
    );
    expect(express.findResources('AWS::ApplicationAutoScaling::ScalableTarget')).toEqual({});
  });
});

describe('the topics', () => {
  test('are of the configured partitions, and dead letters are kept for four weeks and may be larger', () => {
    for (const TopicName of ['sensor', 'sensor.dlq']) {
      standard.hasResourceProperties('AWS::MSK::Topic', {
        TopicName,
        PartitionCount: 12,
        ReplicationFactor: 3,
      });
    }
    expect(toConfigs(standard)).toEqual({
      sensor: 'retention.ms=604800000',
      'sensor.dlq': 'retention.ms=2419200000\nmax.message.bytes=8388608',
    });
  });

  test('have a replica in each of two zones', () => {
    small.hasResourceProperties('AWS::MSK::Topic', { TopicName: 'sensor', ReplicationFactor: 2 });
    expect(Object.keys(small.findResources('AWS::MSK::Topic'))).toHaveLength(2);
  });
});

test('the registry has the configured name, and no schema: those are made of events', () => {
  expect(only(standard, 'AWS::Glue::Registry')['Name']).toBe('prod-glueline');
  expect(standard.findResources('AWS::Glue::Schema')).toEqual({});
});

describe('the alarms of the cluster', () => {
  function toAlarms(template: Template): Record<string, unknown>[] {
    return Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => Properties as Record<string, unknown>,
    );
  }

  function countBy(template: Template): Record<string, number> {
    const names = toAlarms(template).map(({ MetricName }) => (MetricName ?? 'CpuUser + CpuSystem') as string);
    return Object.fromEntries(
      [...new Set(names)].map((name) => [name, names.filter((each) => each === name).length]),
    );
  }

  test('are one for the cluster, or one per broker', () => {
    expect(countBy(standard)).toEqual({
      ActiveControllerCount: 1,
      OfflinePartitionsCount: 1,
      UnderMinIsrPartitionCount: 3,
      KafkaDataLogsDiskUsed: 3,
      'CpuUser + CpuSystem': 3,
      IAMTooManyConnections: 3,
    });
  });

  test('of Express brokers leave out what those do not report', () => {
    expect(countBy(express)).toEqual({
      ActiveControllerCount: 1,
      'CpuUser + CpuSystem': 3,
      IAMTooManyConnections: 3,
    });
  });

  test('take a cluster that reports no controller for one that has none, and average no count', () => {
    standard.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ActiveControllerCount',
      Statistic: 'Maximum',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
    expect(toAlarms(standard).filter(({ Statistic }) => Statistic === 'Average')).toEqual([]);
  });

  test('name the cluster as it is named', () => {
    const { ClusterName } = only(standard, 'AWS::MSK::Cluster');
    standard.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'KafkaDataLogsDiskUsed',
      Dimensions: [
        { Name: 'Broker ID', Value: '3' },
        { Name: 'Cluster Name', Value: ClusterName },
      ],
    });
  });
});
