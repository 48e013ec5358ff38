import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { EnvironmentConfig } from '../environment-config.ts';
import { consumerGroupId } from '../names.ts';

export const METRICS_NAMESPACE = 'Glueline';

export type ServiceMetrics = ReturnType<typeof createServiceMetrics>;

/**
 * The figures that the service writes into its log every minute. All tasks of an environment write under the same
 * dimensions: what each tells of its own partitions adds up by Sum, and the worst of them is the Maximum.
 */
export function createServiceMetrics({ name, topic }: Pick<EnvironmentConfig, 'name' | 'topic'>) {
  const dimensionsMap = { Topic: topic.name, Group: consumerGroupId(name) };
  const metric = (metricName: string, statistic: 'Maximum' | 'Sum') =>
    new Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap,
      statistic,
      period: Duration.minutes(1),
    });
  return {
    lagSeconds: metric('LagSeconds', 'Maximum'),
    lagRecords: metric('LagRecords', 'Sum'),
    waitingSeconds: metric('WaitingSeconds', 'Maximum'),
    recordsRead: metric('RecordsRead', 'Sum'),
    itemsStored: metric('ItemsStored', 'Sum'),
    deadLetters: metric('DeadLetters', 'Sum'),
    offsetResets: metric('OffsetResets', 'Sum'),
    retries: metric('Retries', 'Sum'),
    // Each member counts the same rebalance.
    rebalances: metric('Rebalances', 'Maximum'),
  };
}
