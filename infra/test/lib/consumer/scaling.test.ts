import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { dev } from '../../../config/dev.ts';
import { prod } from '../../../config/prod.ts';
import { synthesizeConsumer } from './consumer-stacks.ts';

const { service } = synthesizeConsumer();
const policies = service.findResources('AWS::ApplicationAutoScaling::ScalingPolicy');

function findAlarmOf(policyName: RegExp) {
  const policyId = Object.keys(policies).find((id) => policyName.test(id));
  const [alarm] = Object.values(
    service.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmActions: [{ Ref: policyId }] } }),
  );
  return { policy: policies[policyId!]!['Properties'], alarm: alarm!['Properties'] };
}

test.each([dev, prod])('$name: there are never more tasks than partitions', (config) => {
  const { min, max } = config.consumer.tasks;
  const { service: template } = synthesizeConsumer({ config });

  template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
    MinCapacity: min,
    MaxCapacity: max,
    ScalableDimension: 'ecs:service:DesiredCount',
  });
  expect(max).toBeLessThanOrEqual(config.topic.partitions);
});

test('lag of a minute adds a task after two minutes, lag of five minutes adds three', () => {
  const { policy, alarm } = findAlarmOf(/^ScalingOut/);

  expect(alarm).toMatchObject({
    Namespace: 'Glueline',
    MetricName: 'LagSeconds',
    Statistic: 'Maximum',
    Period: 60,
    EvaluationPeriods: 2,
    Threshold: 60,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
  // Bounds are distances from the alarm's threshold.
  expect(policy.StepScalingPolicyConfiguration).toMatchObject({
    AdjustmentType: 'ChangeInCapacity',
    Cooldown: 180,
    StepAdjustments: [
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 240, ScalingAdjustment: 1 },
      { MetricIntervalLowerBound: 240, ScalingAdjustment: 3 },
    ],
  });
});

test('a task is removed only after a quarter of an hour in which nothing lagged and little was done', () => {
  const { policy, alarm } = findAlarmOf(/^ScalingIn/);
  const [expression] = alarm.Metrics;

  expect(expression.Expression).toBe('IF(lag < 10 AND cpu < 30, 1, 0)');
  expect(alarm).toMatchObject({
    EvaluationPeriods: 15,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    // Without figures nobody concludes that there is no lag.
    TreatMissingData: 'notBreaching',
  });
  expect(policy.StepScalingPolicyConfiguration).toMatchObject({
    StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: -1 }],
  });
});

test('a busy processor adds tasks and never removes one', () => {
  service.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: Match.objectLike({
      DisableScaleIn: true,
      TargetValue: 70,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    }),
  });
});
