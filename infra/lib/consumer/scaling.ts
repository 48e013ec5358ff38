import { Duration, Stack } from 'aws-cdk-lib';
import {
  AdjustmentType,
  MetricAggregationType,
  PredefinedMetric,
  ScalableTarget,
  ServiceNamespace,
  StepScalingAction,
} from 'aws-cdk-lib/aws-applicationautoscaling';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { ApplicationScalingAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { toRunbookLink } from '../runbook-link.ts';

/** From here on one task more: the service that keeps up is below 2 s. */
export const BEHIND_SECONDS = 60;
/** From here on three at once: each addition costs the group a rebalance. */
const FAR_BEHIND_SECONDS = 300;
const CAUGHT_UP_SECONDS = 10;
const BUSY_CPU_PERCENT = 70;
/** Low enough for one of two tasks to take the work of both and stay below `BUSY_CPU_PERCENT`. */
const IDLE_CPU_PERCENT = 30;

export interface ConsumerScalingProps {
  readonly service: FargateService;
  readonly lagSeconds: IMetric;
  readonly minTasks: number;
  /** At most as many as the topic has partitions. */
  readonly maxTasks: number;
}

/** Out within minutes of lag, in only after a quarter of an hour without any: every change moves partitions. */
export class ConsumerScaling extends Construct {
  constructor(scope: Construct, id: string, props: ConsumerScalingProps) {
    super(scope, id);
    const target = this.createTarget(props);
    this.scaleOutOnLag(target, props.lagSeconds);
    target.scaleToTrackMetric('Busy', {
      predefinedMetric: PredefinedMetric.ECS_SERVICE_AVERAGE_CPU_UTILIZATION,
      targetValue: BUSY_CPU_PERCENT,
      scaleOutCooldown: Duration.minutes(3),
      // It knows nothing of lag: idle tasks may well be waiting for a table that throttles.
      disableScaleIn: true,
    });
    this.scaleIn(target, props);
  }

  private createTarget({ service, minTasks, maxTasks }: ConsumerScalingProps): ScalableTarget {
    const roleArn = Stack.of(this).formatArn({
      service: 'iam',
      region: '',
      resource: 'role/aws-service-role/ecs.application-autoscaling.amazonaws.com',
      resourceName: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
    });
    return new ScalableTarget(this, 'Tasks', {
      serviceNamespace: ServiceNamespace.ECS,
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${service.cluster.clusterName}/${service.serviceName}`,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
      // AWS makes it in every account that scales a service of ECS, and it is the only one that is used.
      role: Role.fromRoleArn(this, 'ServiceLinkedRole', roleArn),
    });
  }

  private scaleOutOnLag(scalingTarget: ScalableTarget, metric: IMetric) {
    const out = new StepScalingAction(this, 'Out', {
      scalingTarget,
      adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
      metricAggregationType: MetricAggregationType.MAXIMUM,
      // A task takes a minute to start, and its group another to settle.
      cooldown: Duration.minutes(3),
    });
    const step = FAR_BEHIND_SECONDS - BEHIND_SECONDS;
    out.addAdjustment({ lowerBound: 0, upperBound: step, adjustment: 1 });
    out.addAdjustment({ lowerBound: step, adjustment: 3 });
    new Alarm(this, 'Behind', {
      metric,
      threshold: BEHIND_SECONDS,
      evaluationPeriods: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `Adds tasks. When it lasts: ${toRunbookLink('Consumer lag grows')}`,
    }).addAlarmAction(new ApplicationScalingAction(out));
  }

  private scaleIn(scalingTarget: ScalableTarget, { service, lagSeconds }: ConsumerScalingProps) {
    const removal = new StepScalingAction(this, 'In', {
      scalingTarget,
      adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
      cooldown: Duration.minutes(5),
    });
    removal.addAdjustment({ lowerBound: 0, adjustment: -1 });
    const cpu = service.metricCpuUtilization();
    new Alarm(this, 'Idle', {
      metric: new MathExpression({
        label: 'caught up and idle',
        expression: `IF(lag < ${CAUGHT_UP_SECONDS} AND cpu < ${IDLE_CPU_PERCENT}, 1, 0)`,
        usingMetrics: { lag: lagSeconds, cpu },
        period: Duration.minutes(1),
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 15,
      // Who does not hear of lag must not conclude that there is none.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `Removes tasks; being on is the normal state of a quiet service: ${toRunbookLink('Consumer lag grows')}`,
    }).addAlarmAction(new ApplicationScalingAction(removal));
  }
}
