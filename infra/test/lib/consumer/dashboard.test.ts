import { expect, test } from 'vitest';
import { createServiceMetrics } from '../../../lib/consumer/service-metrics.ts';
import { prod } from '../../../config/prod.ts';
import { synthesizeConsumer } from './consumer-stacks.ts';

const { service } = synthesizeConsumer();
const [dashboard] = Object.values(service.findResources('AWS::CloudWatch::Dashboard'));
const body = JSON.stringify(dashboard!['Properties'].DashboardBody);

test('the screen shows every figure of the service', () => {
  const shown = Object.values(createServiceMetrics(prod)).filter(({ metricName }) =>
    body.includes(`\\"Glueline\\",\\"${metricName}\\"`),
  );

  expect(shown).toHaveLength(9);
});

test('the screen has the state of every alarm that tells somebody', () => {
  const alarms = Object.entries(service.findResources('AWS::CloudWatch::Alarm')).filter(
    ([, { Properties: properties }]) => properties.OKActions !== undefined,
  );

  expect(alarms).toHaveLength(10);
  expect(alarms.filter(([id]) => !body.includes(`"Fn::GetAtt":["${id}","Arn"]`))).toEqual([]);
});
