import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm } from '../alarm.ts';
import type { EnvironmentConfig } from '../environment-config.ts';

const PERIOD = Duration.minutes(5);
/** Growing a disk takes hours; the rest has to last until then. */
const DISK_USED_PERCENT = 85;
/** MSK's own advice: what one broker does, the others have to take over while it is patched. */
const CPU_PERCENT = 60;

export interface ClusterAlarmsProps {
  readonly clusterName: string;
  readonly kafka: EnvironmentConfig['producer']['kafka'];
  readonly topic: ITopic;
}

/** What the cluster says of itself. Controllers and partitions are never averaged: most brokers report none of them. */
export class ClusterAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ClusterAlarmsProps) {
    super(scope, id);
    addControllerAlarm(this, props);
    // Express keeps storage and replicas to itself, and has no such metrics.
    if (props.kafka.brokers.type === 'standard') addOfflineAlarm(this, props);
    for (let brokerId = 1; brokerId <= props.kafka.numberOfBrokers; brokerId++) {
      const broker = new Construct(this, `Broker${brokerId}`);
      if (props.kafka.brokers.type === 'standard') addStandardBrokerAlarms(broker, brokerId, props);
      addBrokerAlarms(broker, brokerId, props);
    }
  }
}

function addControllerAlarm(scope: Construct, { clusterName, topic }: ClusterAlarmsProps): void {
  addAlarm(scope, 'NoController', {
    metric: toMetric(clusterName, 'ActiveControllerCount', 'Maximum'),
    threshold: 1,
    evaluationPeriods: 3,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
    description: 'No broker is the controller: no leader is elected, no topic changed.',
    runbookHeading: 'The cluster has no controller',
    topic,
  });
}

function addOfflineAlarm(scope: Construct, { clusterName, topic }: ClusterAlarmsProps): void {
  addAlarm(scope, 'OfflinePartitions', {
    metric: toMetric(clusterName, 'OfflinePartitionsCount', 'Sum'),
    threshold: 1,
    evaluationPeriods: 1,
    description: 'Partitions have no leader and can be neither written nor read.',
    runbookHeading: 'Partitions are offline',
    topic,
  });
}

function addStandardBrokerAlarms(scope: Construct, brokerId: number, props: ClusterAlarmsProps): void {
  const { clusterName, topic } = props;
  addAlarm(scope, 'UnderMinIsr', {
    metric: toMetric(clusterName, 'UnderMinIsrPartitionCount', 'Maximum', brokerId),
    threshold: 1,
    evaluationPeriods: 3,
    description: `Partitions led by broker ${brokerId} have too few replicas in sync and refuse records.`,
    runbookHeading: 'Partitions lack replicas',
    topic,
  });
  addAlarm(scope, 'DiskUsed', {
    metric: toMetric(clusterName, 'KafkaDataLogsDiskUsed', 'Maximum', brokerId),
    threshold: DISK_USED_PERCENT,
    evaluationPeriods: 1,
    description: `The disk of broker ${brokerId} is more than ${DISK_USED_PERCENT} % full.`,
    runbookHeading: "A broker's disk fills",
    topic,
  });
}

function addBrokerAlarms(
  scope: Construct,
  brokerId: number,
  { clusterName, topic }: ClusterAlarmsProps,
): void {
  addAlarm(scope, 'CpuBusy', {
    metric: new MathExpression({
      expression: 'user + system',
      usingMetrics: {
        user: toMetric(clusterName, 'CpuUser', 'Average', brokerId),
        system: toMetric(clusterName, 'CpuSystem', 'Average', brokerId),
      },
      period: PERIOD,
    }),
    threshold: CPU_PERCENT,
    evaluationPeriods: 3,
    description: `Broker ${brokerId} is busier than ${CPU_PERCENT} %: too busy to take over what a restart leaves it.`,
    runbookHeading: "A broker's CPU is busy",
    topic,
  });
  addAlarm(scope, 'ConnectionsRefused', {
    metric: toMetric(clusterName, 'IAMTooManyConnections', 'Sum', brokerId),
    threshold: 1,
    evaluationPeriods: 1,
    description: `Broker ${brokerId} refuses connections: more are opened per second than it takes.`,
    runbookHeading: 'Connections are refused by IAM limits',
    topic,
  });
}

function toMetric(clusterName: string, metricName: string, statistic: string, brokerId?: number): Metric {
  return new Metric({
    namespace: 'AWS/Kafka',
    metricName,
    statistic,
    period: PERIOD,
    dimensionsMap: {
      'Cluster Name': clusterName,
      ...(brokerId === undefined ? {} : { 'Broker ID': String(brokerId) }),
    },
  });
}
