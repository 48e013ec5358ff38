import { Duration } from 'aws-cdk-lib';
import { type Alarm, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm } from '../alarm.ts';
import type { TaskMetrics } from './task-metrics.ts';

export interface TaskAlarmsProps {
  readonly tasks: TaskMetrics;
  readonly failures: IMetric;
  readonly topic: ITopic;
}

/** Whether the tasks run at all, by what ECS says of them. */
export class TaskAlarms extends Construct {
  readonly all: Alarm[];

  constructor(scope: Construct, id: string, { tasks, failures, topic }: TaskAlarmsProps) {
    super(scope, id);
    this.all = [
      addAlarm(this, 'TasksMissing', {
        metric: new MathExpression({
          label: 'tasks missing',
          expression: 'desired - running',
          usingMetrics: { desired: tasks.desired, running: tasks.running },
          period: Duration.minutes(1),
        }),
        threshold: 1,
        // Interruptible capacity that is taken away is replaced within minutes, or not at all.
        evaluationPeriods: 10,
        treatMissingData: TreatMissingData.BREACHING,
        description: 'Fewer tasks run than should, for ten minutes.',
        runbookHeading: 'Tasks are missing',
        topic,
      }),
      addAlarm(this, 'TasksRestart', {
        metric: failures,
        threshold: 3,
        evaluationPeriods: 1,
        description:
          'Three tasks ended by themselves, did not start or failed their health check in a quarter of an hour.',
        runbookHeading: 'Tasks restart',
        topic,
      }),
    ];
  }
}
