import { CustomResource, Duration, Fn, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { INetworkTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CLUSTER_DIMENSION, METRICS, NAMESPACE } from '../../lambda/target-reconciler/metrics.ts';
import { createBundledFunction } from './bundled-function.ts';

const INTERVAL = Duration.minutes(5);

export interface TargetReconcilerProps {
  readonly clusterArn: string;
  /** One per broker, made without targets: those are the reconciler's alone, and no drift of the template. */
  readonly targetGroups: readonly BrokerTargetGroup[];
  /** Where brokers listen: 9098 for IAM. */
  readonly port: number;
}

interface BrokerTargetGroup {
  readonly brokerId: number;
  readonly targetGroup: INetworkTargetGroup;
}

/** Keeps each broker's target group at the broker's present address: once at the deployment, then every five minutes. */
export class TargetReconciler extends Construct {
  /** Runs, per five minutes, after which some broker's target group is not as it should be. */
  readonly errors: Metric;
  /** Runs per five minutes. None, or no data, means that nobody looks after the targets. */
  readonly runs: Metric;
  /** Brokers that the cluster has and that no target group was made for: out of the consumers' reach until one is. */
  readonly brokersWithoutTargetGroup: Metric;

  constructor(scope: Construct, id: string, props: TargetReconcilerProps) {
    super(scope, id);
    const { clusterArn, port } = props;
    const targetGroups = props.targetGroups.map(({ brokerId, targetGroup }) => ({
      brokerId,
      arn: targetGroup.targetGroupArn,
    }));
    const reconciler = createBundledFunction(this, {
      folder: 'target-reconciler',
      description: "Registers the brokers' addresses with their load balancers",
      timeout: Duration.minutes(2),
      statements: toStatements(
        clusterArn,
        targetGroups.map(({ arn }) => arn),
      ),
      // Two runs at a time could undo each other's work with what the older one has read.
      reservedConcurrentExecutions: 1,
    });
    acknowledgeWildcard(this);
    // In the event and not in the environment, which ends at 4 KB: not enough for thirty brokers.
    const work = { clusterArn, port, targetGroups };
    const rule = new events.Rule(this, 'Schedule', { schedule: events.Schedule.rate(INTERVAL) });
    rule.addTarget(
      new targets.LambdaFunction(reconciler, {
        event: events.RuleTargetInput.fromObject(work),
        maxEventAge: INTERVAL,
      }),
    );
    new CustomResource(this, 'AtDeployment', {
      resourceType: 'Custom::ReconciledTargets',
      serviceToken: reconciler.functionArn,
      // It may have to wait for a run of the schedule.
      serviceTimeout: Duration.minutes(10),
      properties: work,
    });
    this.errors = reconciler.metricErrors({ period: INTERVAL, statistic: 'Sum' });
    this.runs = reconciler.metricInvocations({ period: INTERVAL, statistic: 'Sum' });
    this.brokersWithoutTargetGroup = new Metric({
      namespace: NAMESPACE,
      metricName: METRICS.withoutTargetGroup,
      dimensionsMap: { [CLUSTER_DIMENSION]: Fn.select(1, Fn.split('/', clusterArn)) },
      period: INTERVAL,
      statistic: 'Maximum',
    });
  }
}

function toStatements(clusterArn: string, targetGroupArns: string[]): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['kafka:ListNodes'], resources: [clusterArn] }),
    new iam.PolicyStatement({
      actions: ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'],
      resources: targetGroupArns,
    }),
    new iam.PolicyStatement({ actions: ['elasticloadbalancing:DescribeTargetHealth'], resources: ['*'] }),
  ];
}

function acknowledgeWildcard(scope: Construct): void {
  Validations.of(scope).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'Elastic Load Balancing knows no resource for DescribeTargetHealth: it is allowed on all or on none.',
  });
}
