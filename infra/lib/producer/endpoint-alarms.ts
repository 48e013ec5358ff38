import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { INetworkTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm } from '../alarm.ts';

const PERIOD = Duration.minutes(1);
/** A broker that is patched is away for five to fifteen minutes, and that is no reason to wake anyone. */
const PATIENCE_MINUTES = 20;

export interface EndpointAlarmsProps {
  readonly targetGroups: readonly { readonly brokerId: number; readonly targetGroup: INetworkTargetGroup }[];
  readonly reconcilerErrors: Metric;
  readonly reconcilerRuns: Metric;
  readonly topic: ITopic;
}

/** Of the way from the consumer's endpoints to the brokers. */
export class EndpointAlarms extends Construct {
  constructor(scope: Construct, id: string, props: EndpointAlarmsProps) {
    super(scope, id);
    for (const { brokerId, targetGroup } of props.targetGroups) {
      addBrokerAlarms(new Construct(this, `Broker${brokerId}`), brokerId, targetGroup, props.topic);
    }
    addReconcilerAlarms(this, props);
  }
}

function addBrokerAlarms(
  scope: Construct,
  brokerId: number,
  { metrics }: INetworkTargetGroup,
  topic: ITopic,
): void {
  const shared = {
    evaluationPeriods: PATIENCE_MINUTES,
    runbookHeading: 'A broker endpoint is unhealthy',
    topic,
  };
  addAlarm(scope, 'Unhealthy', {
    ...shared,
    metric: metrics.unHealthyHostCount({ period: PERIOD, statistic: 'Maximum' }),
    threshold: 1,
    description: `The endpoint of broker ${brokerId} has an address that does not answer.`,
  });
  // An endpoint without any target has no unhealthy one either, and, for want of a zone in use, no metric.
  addAlarm(scope, 'NoTarget', {
    ...shared,
    metric: metrics.healthyHostCount({ period: PERIOD, statistic: 'Maximum' }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
    description: `The endpoint of broker ${brokerId} leads nowhere.`,
  });
}

function addReconcilerAlarms(scope: Construct, props: EndpointAlarmsProps): void {
  const { reconcilerErrors, reconcilerRuns, topic } = props;
  const shared = { threshold: 1, runbookHeading: 'Targets are not reconciled', topic };
  addAlarm(scope, 'ReconcilerFails', {
    ...shared,
    metric: reconcilerErrors,
    // One failure in passing, such as a throttled call, is mended by the next run.
    evaluationPeriods: 3,
    description: "Addresses of brokers could not be brought to their endpoints' targets.",
  });
  addAlarm(scope, 'ReconcilerStopped', {
    ...shared,
    metric: reconcilerRuns,
    evaluationPeriods: 3,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
    description: "Nobody looks after the endpoints' targets: the schedule does not run.",
  });
}
