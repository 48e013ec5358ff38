import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { synthesizeConsumer } from './consumer-stacks.ts';

const { service } = synthesizeConsumer();

test('fewer tasks than there should be tell somebody after ten minutes', () => {
  const [alarm] = Object.values(
    service.findResources('AWS::CloudWatch::Alarm', {
      Properties: { AlarmDescription: Match.stringLikeRegexp('docs/runbook.md#tasks-are-missing$') },
    }),
  );
  const { Metrics: metrics, ...properties } = alarm!['Properties'];

  expect(properties).toMatchObject({ Threshold: 1, EvaluationPeriods: 10, TreatMissingData: 'breaching' });
  expect(metrics[0].Expression).toBe('desired - running');
  expect(
    metrics.slice(1).map(({ MetricStat: { Metric: metric } }: { MetricStat: { Metric: object } }) => metric),
  ).toMatchObject([
    { Namespace: 'ECS/ContainerInsights', MetricName: 'DesiredTaskCount' },
    { Namespace: 'ECS/ContainerInsights', MetricName: 'RunningTaskCount' },
  ]);
});

test('three tasks that failed within a quarter of an hour tell somebody', () => {
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmDescription: Match.stringLikeRegexp('docs/runbook.md#tasks-restart$'),
    Namespace: 'AWS/Events',
    MetricName: 'Invocations',
    Period: 900,
    Threshold: 3,
    EvaluationPeriods: 1,
  });
});
