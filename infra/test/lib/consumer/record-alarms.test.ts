import { expect, test } from 'vitest';
import { toRunbookLink } from '../../../lib/runbook-link.ts';
import { synthesizeConsumer } from './consumer-stacks.ts';

const { service } = synthesizeConsumer();

/** Of alarms that tell somebody: those of scaling act by themselves. */
const alarms = Object.values(service.findResources('AWS::CloudWatch::Alarm'))
  .map(({ Properties: properties }) => properties)
  .filter(({ OKActions: actions }) => actions !== undefined);

function findAlarms(heading: string) {
  return alarms.filter(({ AlarmDescription: text }) => text.endsWith(` ${toRunbookLink(heading)}`));
}

test.each([
  [
    'Consumer lag grows',
    { MetricName: 'LagSeconds', Statistic: 'Maximum', Threshold: 300, EvaluationPeriods: 15 },
  ],
  ['A dependency is waited for', { MetricName: 'WaitingSeconds', Statistic: 'Maximum', Threshold: 120 }],
  ['The table throttles', { Namespace: 'AWS/DynamoDB', MetricName: 'WriteThrottleEvents', Period: 300 }],
  [
    'Records were skipped',
    { MetricName: 'OffsetResets', Statistic: 'Sum', Threshold: 1, EvaluationPeriods: 1 },
  ],
  ['The group keeps rebalancing', { MetricName: 'Rebalances', Statistic: 'Maximum', EvaluationPeriods: 6 }],
])('an alarm leads to "%s"', (heading, expected) => {
  expect(findAlarms(heading)).toEqual([expect.objectContaining(expected)]);
});

test('a single dead letter tells somebody, most records becoming one rolls a deployment back', () => {
  const [most, single, ...others] = findAlarms('Dead letters appear');

  expect(single).toMatchObject({ MetricName: 'DeadLetters', Statistic: 'Sum', Threshold: 1 });
  expect(most.Metrics[0].Expression).toBe('IF(dead > 10 AND dead > stored, 1, 0)');
  expect(others).toEqual([]);
});

test('records that wait while none is settled tell somebody, and so does a service that says nothing', () => {
  const [alarm] = findAlarms('No records are stored');

  expect(alarm.Metrics[0].Expression).toBe('IF(waiting > 0 AND stored + dead == 0, 1, 0)');
  expect(alarm.TreatMissingData).toBe('breaching');
});

test('no other alarm goes off because a figure is missing', () => {
  const breaching = alarms.filter(({ TreatMissingData: missing }) => missing === 'breaching');

  expect(breaching).toEqual([...findAlarms('No records are stored'), ...findAlarms('Tasks are missing')]);
});
