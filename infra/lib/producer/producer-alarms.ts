import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm } from '../alarm.ts';

const PERIOD = Duration.minutes(5);
const SLOW_MS = 20_000;

export interface ProducerAlarmsProps {
  readonly producer: IFunction;
  readonly topic: ITopic;
}

/** A function that is not invoked has no such metrics: nothing happens, nothing is wrong. */
export class ProducerAlarms extends Construct {
  constructor(scope: Construct, id: string, { producer, topic }: ProducerAlarmsProps) {
    super(scope, id);
    addAlarm(this, 'Errors', {
      metric: producer.metricErrors({ period: PERIOD }),
      threshold: 1,
      evaluationPeriods: 1,
      description: 'Events were not published: the callers have been told.',
      runbookHeading: 'The producer fails',
      topic,
    });
    addAlarm(this, 'Throttles', {
      metric: producer.metricThrottles({ period: PERIOD }),
      threshold: 1,
      evaluationPeriods: 1,
      description: 'Events were turned away before the function saw them.',
      runbookHeading: 'The producer is throttled',
      topic,
    });
    addAlarm(this, 'Slow', {
      metric: producer.metricDuration({ period: PERIOD, statistic: 'Maximum' }),
      threshold: SLOW_MS,
      evaluationPeriods: 2,
      description: `Publishing takes more than ${SLOW_MS / 1000} s, of 30 s that it may.`,
      runbookHeading: 'The producer is slow',
      topic,
    });
  }
}
