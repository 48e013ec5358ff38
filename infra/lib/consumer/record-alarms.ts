import { Duration } from 'aws-cdk-lib';
import { type Alarm, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm } from '../alarm.ts';
import type { ServiceMetrics } from './service-metrics.ts';

const FIVE_MINUTES = { period: Duration.minutes(5) };

export interface RecordAlarmsProps {
  readonly metrics: ServiceMetrics;
  readonly table: ITableV2;
  readonly topic: ITopic;
}

/** What happens to records, by the service's own figures. */
export class RecordAlarms extends Construct {
  readonly all: Alarm[];
  /** Off while nothing runs, so that even a first deployment can be judged by it. */
  readonly mostlyDeadLetters: Alarm;

  constructor(scope: Construct, id: string, props: RecordAlarmsProps) {
    super(scope, id);
    this.mostlyDeadLetters = this.addMostlyDeadLetters(props);
    this.all = [
      ...this.addProgress(props),
      this.addDeadLetters(props),
      this.mostlyDeadLetters,
      ...this.addOutside(props),
      ...this.addGroup(props),
    ];
  }

  private addProgress({ metrics, topic }: RecordAlarmsProps): Alarm[] {
    const { lagSeconds, lagRecords, itemsStored, deadLetters } = metrics;
    return [
      addAlarm(this, 'Lag', {
        metric: lagSeconds,
        threshold: 300,
        // Scaling out has had its chance by then.
        evaluationPeriods: 15,
        description:
          'The oldest record that is not stored has waited for five minutes, and for a quarter of an hour.',
        runbookHeading: 'Consumer lag grows',
        topic,
      }),
      addAlarm(this, 'NothingStored', {
        metric: new MathExpression({
          label: 'records wait and none is settled',
          expression: 'IF(waiting > 0 AND stored + dead == 0, 1, 0)',
          usingMetrics: { waiting: lagRecords, stored: itemsStored, dead: deadLetters },
          period: Duration.minutes(1),
        }),
        threshold: 1,
        evaluationPeriods: 10,
        // The service says nothing at all: no task runs, or none has come far enough to count.
        treatMissingData: TreatMissingData.BREACHING,
        description: 'Records wait and none is stored, or no task says so much as that.',
        runbookHeading: 'No records are stored',
        topic,
      }),
    ];
  }

  private addDeadLetters({ metrics, topic }: RecordAlarmsProps): Alarm {
    return addAlarm(this, 'DeadLetters', {
      metric: metrics.deadLetters.with(FIVE_MINUTES),
      threshold: 1,
      evaluationPeriods: 1,
      description:
        'Records that can never be stored went to the dead-letter topic: they are not in the table.',
      runbookHeading: 'Dead letters appear',
      topic,
    });
  }

  private addMostlyDeadLetters({ metrics, topic }: RecordAlarmsProps): Alarm {
    return addAlarm(this, 'MostlyDeadLetters', {
      metric: new MathExpression({
        label: 'more dead letters than items',
        // A few bad records on a quiet day are not the fault of the service.
        expression: 'IF(dead > 10 AND dead > stored, 1, 0)',
        usingMetrics: {
          dead: metrics.deadLetters.with(FIVE_MINUTES),
          stored: metrics.itemsStored.with(FIVE_MINUTES),
        },
        ...FIVE_MINUTES,
      }),
      threshold: 1,
      evaluationPeriods: 1,
      description:
        'More records become dead letters than are stored: the service or every producer is wrong.',
      runbookHeading: 'Dead letters appear',
      topic,
    });
  }

  private addOutside({ metrics, table, topic }: RecordAlarmsProps): Alarm[] {
    return [
      addAlarm(this, 'Waiting', {
        metric: metrics.waitingSeconds,
        threshold: 120,
        evaluationPeriods: 3,
        description:
          'The table, the registry, STS or a broker has been away for two minutes, and records wait for it.',
        runbookHeading: 'A dependency is waited for',
        topic,
      }),
      addAlarm(this, 'TableThrottles', {
        // Of single writes; ThrottledRequests counts a batch only when all of it was throttled.
        metric: table.metric('WriteThrottleEvents', { statistic: 'Sum', ...FIVE_MINUTES }),
        threshold: 1,
        // A table on demand throttles for minutes when it has to grow.
        evaluationPeriods: 3,
        description: 'The table has throttled writes for a quarter of an hour.',
        runbookHeading: 'The table throttles',
        topic,
      }),
    ];
  }

  private addGroup({ metrics, topic }: RecordAlarmsProps): Alarm[] {
    return [
      addAlarm(this, 'RecordsSkipped', {
        metric: metrics.offsetResets.with(FIVE_MINUTES),
        threshold: 1,
        evaluationPeriods: 1,
        description: 'A position was outside of the log: records may have expired unread.',
        runbookHeading: 'Records were skipped',
        topic,
      }),
      addAlarm(this, 'Rebalances', {
        metric: metrics.rebalances.with(FIVE_MINUTES),
        threshold: 1,
        // A deployment or a change of scale is over by then.
        evaluationPeriods: 6,
        description: 'The consumer group has rebalanced in each five minutes of half an hour.',
        runbookHeading: 'The group keeps rebalancing',
        topic,
      }),
    ];
  }
}
