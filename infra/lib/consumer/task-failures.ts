import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { Rule } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/**
 * Tasks that ended though nobody asked them to: counted, and their reasons kept, which ECS itself forgets within the
 * hour. A deployment, a change of scale and interrupted Spot capacity are not among them.
 */
export class TaskFailures extends Construct {
  readonly metric: Metric;

  constructor(scope: Construct, id: string, { cluster, serviceName }: FargateService) {
    super(scope, id);
    const stack = Stack.of(this);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(new ServicePrincipal('events.amazonaws.com'));
    logGroup.grantWrite(new ServicePrincipal('delivery.logs.amazonaws.com'));
    const rule = new Rule(this, 'Stopped', {
      description: 'Tasks of the consumer service that failed',
      eventPattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Task State Change'],
        detail: {
          clusterArn: [cluster.clusterArn],
          group: [`service:${serviceName}`],
          lastStatus: ['STOPPED'],
          $or: [
            { stopCode: ['EssentialContainerExited', 'TaskFailedToStart'] },
            // ECS stops such a task itself, and gives the same code to those that a deployment replaces.
            { stoppedReason: [{ prefix: 'Task failed container health checks' }] },
          ],
        },
      },
    });
    // As EventBridge wants it: without the ":*" at the end of the group's own ARN.
    const arn = stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: logGroup.logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    rule.addTarget({ bind: () => ({ arn }) });
    this.metric = new Metric({
      namespace: 'AWS/Events',
      metricName: 'Invocations',
      dimensionsMap: { RuleName: rule.ruleName },
      statistic: 'Sum',
      period: Duration.minutes(15),
    });
  }
}
