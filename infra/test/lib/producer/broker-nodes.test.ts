import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { BrokerNodes } from '../../../lib/producer/broker-nodes.ts';

const CLUSTER_ARN = 'arn:aws:kafka:eu-central-1:111111111111:cluster/glueline/0a1b2c3d-1';

function synthesize(): { template: Template; nodes: BrokerNodes } {
  const app = new App({
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  const stack = new Stack(app, 'Producer');
  const nodes = new BrokerNodes(stack, 'BrokerNodes', { clusterArn: CLUSTER_ARN, numberOfBrokers: 3 });
  new CfnOutput(stack, 'SecondHost', { value: nodes.brokers[1]!.host });
  return { template: Template.fromStack(stack), nodes };
}

describe('broker nodes', () => {
  it('are asked for by cluster and number, so that a change of either asks anew', () => {
    const { template } = synthesize();
    template.hasResourceProperties('Custom::BrokerNodes', {
      clusterArn: CLUSTER_ARN,
      numberOfBrokers: 3,
      ServiceTimeout: '300',
    });
  });

  it('have the ids 1 to their number, and names in the domain of the cluster', () => {
    const { template, nodes } = synthesize();
    expect(nodes.brokers.map(({ id }) => id)).toEqual([1, 2, 3]);
    const attribute = (name: string) => ({
      'Fn::GetAtt': [Match.stringLikeRegexp('^BrokerNodes'), name],
    });
    template.hasOutput('SecondHost', {
      Value: { 'Fn::Join': ['.', [attribute('Label2'), attribute('ClusterDomain')]] },
    });
  });

  it('are read by a function that may list the nodes of this cluster, write its log, and nothing else', () => {
    const { template } = synthesize();
    template.resourceCountIs('AWS::IAM::Role', 1);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const logGroup = { 'Fn::GetAtt': [Match.stringLikeRegexp('^BrokerNodesLogs'), 'Arn'] };
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: Match.absent(),
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
                Resource: logGroup,
              },
              { Effect: 'Allow', Action: 'kafka:ListNodes', Resource: CLUSTER_ARN },
            ],
          },
        },
      ],
    });
  });

  it('run on the Node and the processor that everything here runs on, with a log that ends', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: 60,
      ReservedConcurrentExecutions: Match.absent(),
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });
});
