import { Alarm, type ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { toRunbookLink } from './runbook-link.ts';

export interface AlarmProps {
  /** Brings its own statistic and period. */
  readonly metric: IMetric;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** @default at or above the threshold */
  readonly comparisonOperator?: ComparisonOperator;
  /** @default not breaching: most of these metrics are only written when there is something to count */
  readonly treatMissingData?: TreatMissingData;
  /** What it means for whoever is woken by it. The link to the runbook is put behind it. */
  readonly description: string;
  /** Word for word, without its "###". */
  readonly runbookHeading: string;
  readonly topic: ITopic;
}

/** The only way to make an alarm here: one that tells nobody, or says nothing of what to do, is noise. */
export function addAlarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  const { description, runbookHeading, topic, treatMissingData, comparisonOperator, ...rest } = props;
  const alarm = new Alarm(scope, id, {
    ...rest,
    ...(comparisonOperator === undefined ? {} : { comparisonOperator }),
    treatMissingData: treatMissingData ?? TreatMissingData.NOT_BREACHING,
    alarmDescription: `${description} ${toRunbookLink(runbookHeading)}`,
  });
  const action = new SnsAction(topic);
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
  return alarm;
}
