import { Match, Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { expect, test } from 'vitest';
import { AlarmTopic } from '../../lib/alarm-topic.ts';
import { addAlarm } from '../../lib/alarm.ts';
import { createTestStack } from '../test-app.ts';

function synthesizeAlarm() {
  const stack = createTestStack();
  const { topic } = new AlarmTopic(stack, 'Alarms', { email: 'on-call@example.com' });
  addAlarm(stack, 'Throttled', {
    metric: new Metric({ namespace: 'Test', metricName: 'Throttles' }),
    threshold: 1,
    evaluationPeriods: 2,
    description: 'The function is throttled.',
    runbookHeading: "A broker's disk fills",
    topic,
  });
  return Template.fromStack(stack);
}

test('an alarm says what it means, ends in its place in the runbook, and tells the topic of both changes', () => {
  const topic = { Ref: Match.stringLikeRegexp('^AlarmsTopic') };
  const template = synthesizeAlarm();
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmDescription: 'The function is throttled. docs/runbook.md#a-brokers-disk-fills',
    AlarmActions: [topic],
    OKActions: [topic],
    TreatMissingData: 'notBreaching',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  });
});

test('the topic of alarms is encrypted by a key that CloudWatch may use on behalf of its account alone', () => {
  const template = synthesizeAlarm();
  template.hasResourceProperties('AWS::KMS::Key', {
    EnableKeyRotation: true,
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } },
        }),
      ]),
    },
  });
  template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'on-call@example.com',
  });
  expect(
    Object.keys(
      template.findResources('AWS::SNS::Topic', { Properties: { KmsMasterKeyId: Match.anyValue() } }),
    ),
  ).toHaveLength(1);
});
