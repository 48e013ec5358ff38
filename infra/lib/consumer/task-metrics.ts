import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';

export type TaskMetrics = ReturnType<typeof createTaskMetrics>;

/** What Container Insights counts of the service. */
export function createTaskMetrics({ cluster, serviceName }: FargateService) {
  const metric = (metricName: string) =>
    new Metric({
      namespace: 'ECS/ContainerInsights',
      metricName,
      dimensionsMap: { ClusterName: cluster.clusterName, ServiceName: serviceName },
      statistic: 'Average',
      period: Duration.minutes(1),
    });
  return { desired: metric('DesiredTaskCount'), running: metric('RunningTaskCount') };
}
