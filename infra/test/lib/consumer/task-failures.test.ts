import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { synthesizeConsumer } from './consumer-stacks.ts';

const { service } = synthesizeConsumer();

test('tasks that ended by themselves, did not start or were unhealthy are counted, and no others', () => {
  service.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: {
        clusterArn: [Match.anyValue()],
        group: [Match.anyValue()],
        lastStatus: ['STOPPED'],
        $or: [
          { stopCode: ['EssentialContainerExited', 'TaskFailedToStart'] },
          { stoppedReason: [{ prefix: 'Task failed container health checks' }] },
        ],
      },
    },
  });
});

test('their reasons are kept in a log that EventBridge may write, and finds by an ARN without a wildcard', () => {
  const [rule] = Object.values(service.findResources('AWS::Events::Rule'));
  const { Targets: targets } = rule!['Properties'];
  const logGroupId = Object.keys(service.findResources('AWS::Logs::LogGroup')).find((id) =>
    /Failures/.test(id),
  );

  expect(targets).toEqual([
    {
      Id: 'Target0',
      Arn: { 'Fn::Join': ['', ['arn:aws:logs:eu-central-1:333333333333:log-group:', { Ref: logGroupId }]] },
    },
  ]);
  const [policy] = Object.values(service.findResources('AWS::Logs::ResourcePolicy'));
  const text = JSON.stringify(policy!['Properties'].PolicyDocument);
  expect(text).toContain('events.amazonaws.com');
  expect(text).toContain(`"Fn::GetAtt":["${logGroupId}","Arn"]`);
});
