import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../alarm-topic.ts';
import type { EnvironmentConfig } from '../environment-config.ts';
import { ClusterAlarms } from './cluster-alarms.ts';
import { KafkaCluster } from './kafka-cluster.ts';
import { ProducerNetwork } from './network.ts';
import { SchemaRegistry } from './schema-registry.ts';
import { toReplicationFactor } from './server-properties.ts';
import { Topics } from './topics.ts';

export interface ProducerDataStackProps extends StackProps {
  readonly config: EnvironmentConfig;
}

/** The producer's account: what holds data, and the network it is in. */
export class ProducerDataStack extends Stack {
  readonly network: ProducerNetwork;
  readonly cluster: KafkaCluster;
  readonly alarmTopic: AlarmTopic;
  private readonly zoneNames: string[];

  constructor(scope: Construct, id: string, { config, ...props }: ProducerDataStackProps) {
    super(scope, id, props);
    const { producer, topic } = config;
    this.zoneNames = producer.network.zones.map(({ name }) => name);
    this.network = new ProducerNetwork(this, 'Network', { network: producer.network });
    this.cluster = new KafkaCluster(this, 'Kafka', { vpc: this.network.vpc, producer });
    new Topics(this, 'Topics', {
      clusterArn: this.cluster.clusterArn,
      topic,
      replicationFactor: toReplicationFactor(producer),
    });
    new SchemaRegistry(this, 'SchemaRegistry', { registryName: producer.registryName });
    this.alarmTopic = new AlarmTopic(this, 'AlarmTopic', { email: producer.alarmEmail });
    new ClusterAlarms(this, 'ClusterAlarms', {
      clusterName: this.cluster.clusterName,
      kafka: producer.kafka,
      topic: this.alarmTopic.topic,
    });
  }

  /** Stated, because asking the account for them would take credentials at synthesis. */
  override get availabilityZones(): string[] {
    return this.zoneNames;
  }
}
