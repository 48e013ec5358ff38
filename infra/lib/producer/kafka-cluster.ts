import { Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnCluster, CfnConfiguration } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../environment-config.ts';
import { scaleStorage } from './broker-storage.ts';
import { toReplicationFactor, toServerProperties } from './server-properties.ts';

export interface KafkaClusterProps {
  readonly vpc: IVpc;
  readonly producer: EnvironmentConfig['producer'];
}

/** Brokers that take IAM over TLS and nothing else. Losing them is losing what was not yet read: all is retained. */
export class KafkaCluster extends Construct {
  readonly clusterArn: string;
  /** The dimension of its metrics. */
  readonly clusterName: string;
  /** Nobody is let in here: whoever needs it brings the rule. */
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { vpc, producer }: KafkaClusterProps) {
    super(scope, id);
    const { kafka } = producer;
    this.clusterName = Names.uniqueResourceName(this, { maxLength: 64, separator: '-' });
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', { vpc, description: 'Kafka brokers' });
    const configuration = this.addConfiguration(toServerProperties(kafka, toReplicationFactor(producer)));
    const cluster = new CfnCluster(this, 'Cluster', {
      clusterName: this.clusterName,
      kafkaVersion: kafka.version,
      numberOfBrokerNodes: kafka.numberOfBrokers,
      brokerNodeGroupInfo: {
        instanceType: kafka.brokers.instanceType,
        clientSubnets: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
        securityGroups: [this.securityGroup.securityGroupId],
        ...toStorage(kafka.brokers),
      },
      configurationInfo: configuration,
      clientAuthentication: { sasl: { iam: { enabled: true } }, unauthenticated: { enabled: false } },
      encryptionInfo: {
        encryptionAtRest: { dataVolumeKmsKeyId: this.addKey().keyArn },
        encryptionInTransit: { clientBroker: 'TLS', inCluster: true },
      },
      loggingInfo: {
        brokerLogs: { cloudWatchLogs: { enabled: true, logGroup: this.addLogGroup().logGroupName } },
      },
      // Refused connections are counted from this level on.
      enhancedMonitoring: 'PER_BROKER',
    });
    cluster.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.clusterArn = cluster.attrArn;
    if (kafka.brokers.type === 'standard') scaleStorage(this, this.clusterArn, kafka.brokers);
  }

  private addConfiguration(serverProperties: string): CfnCluster.ConfigurationInfoProperty {
    const configuration = new CfnConfiguration(this, 'Configuration', {
      name: Names.uniqueResourceName(this, { maxLength: 64, separator: '-' }),
      serverProperties,
    });
    return { arn: configuration.attrArn, revision: configuration.attrLatestRevisionRevision };
  }

  private addKey(): Key {
    const description = `Encrypts the disks of the brokers of ${Stack.of(this).stackName}`;
    return new Key(this, 'Key', {
      description,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private addLogGroup(): LogGroup {
    return new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

function toStorage(
  brokers: EnvironmentConfig['producer']['kafka']['brokers'],
): Pick<CfnCluster.BrokerNodeGroupInfoProperty, 'storageInfo'> {
  if (brokers.type === 'express') return {};
  return { storageInfo: { ebsStorageInfo: { volumeSize: brokers.storageGiB } } };
}
