import { App, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AwsSolutionsChecks } from 'cdk-nag';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TargetReconciler } from '../../../lib/producer/target-reconciler.ts';

const CLUSTER_ARN = 'arn:aws:kafka:eu-central-1:111111111111:cluster/glueline/0a1b2c3d-1';

function createStack(app: App): { stack: Stack; reconciler: TargetReconciler } {
  const stack = new Stack(app, 'Producer');
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-central-1a'],
  });
  const targetGroups = [1, 2, 3].map((brokerId) => ({
    brokerId,
    targetGroup: new elb.NetworkTargetGroup(stack, `Broker${brokerId}`, {
      vpc,
      port: 9098,
      targetType: elb.TargetType.IP,
    }),
  }));
  const props = { clusterArn: CLUSTER_ARN, targetGroups, port: 9098 };
  return { stack, reconciler: new TargetReconciler(stack, 'TargetReconciler', props) };
}

function synthesize(): { template: Template; stack: Stack; reconciler: TargetReconciler } {
  const context = { 'aws:cdk:bundling-stacks': [] };
  const { stack, reconciler } = createStack(new App({ builtinCloudFormationValidation: false, context }));
  return { template: Template.fromStack(stack), stack, reconciler };
}

const groupArn = (brokerId: number) => ({ Ref: Match.stringLikeRegexp(`^Broker${brokerId}`) });

describe('the target reconciler', () => {
  it('runs at the deployment, anew whenever cluster, port or target groups change', () => {
    const { template } = synthesize();
    template.hasResourceProperties('Custom::ReconciledTargets', {
      clusterArn: CLUSTER_ARN,
      port: 9098,
      targetGroups: [1, 2, 3].map((brokerId) => ({ brokerId, arn: groupArn(brokerId) })),
      ServiceTimeout: '600',
    });
  });

  it('runs every five minutes with the same work', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
    });
    const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
    const [target] = rule!['Properties'].Targets;
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 300 });
    const pieces = target.Input['Fn::Join'][1] as unknown[];
    const input = pieces.map((piece) => (typeof piece === 'string' ? piece : 'arn')).join('');
    expect(JSON.parse(input)).toEqual({
      clusterArn: CLUSTER_ARN,
      port: 9098,
      targetGroups: [1, 2, 3].map((brokerId) => ({ brokerId, arn: 'arn' })),
    });
  });

  it('never runs twice at a time', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: 1,
      Timeout: 120,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    });
  });

  it('may change the targets of these groups only; what it may read of any has no resource to name', () => {
    const { template } = synthesize();
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const elbActions = (...names: string[]) => names.map((name) => `elasticloadbalancing:${name}`);
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: Match.absent(),
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
              { Effect: 'Allow', Action: 'kafka:ListNodes', Resource: CLUSTER_ARN },
              {
                Effect: 'Allow',
                Action: elbActions('RegisterTargets', 'DeregisterTargets'),
                Resource: [groupArn(1), groupArn(2), groupArn(3)],
              },
              { Effect: 'Allow', Action: 'elasticloadbalancing:DescribeTargetHealth', Resource: '*' },
            ],
          },
        },
      ],
    });
  });

  it('shows its errors, its runs, and brokers that nobody made a target group for, as metrics', () => {
    const { stack, reconciler } = synthesize();
    const read = (metric: TargetReconciler['errors']) => {
      const { metricStat } = metric.toMetricConfig();
      const names = stack.resolve(metricStat?.dimensions)?.map(({ name }: { name: string }) => name);
      return [metricStat?.namespace, metricStat?.metricName, metricStat?.period.toSeconds(), names];
    };
    expect(read(reconciler.errors)).toEqual(['AWS/Lambda', 'Errors', 300, ['FunctionName']]);
    expect(read(reconciler.runs)).toEqual(['AWS/Lambda', 'Invocations', 300, ['FunctionName']]);
    const { metricStat } = reconciler.brokersWithoutTargetGroup.toMetricConfig();
    expect(stack.resolve(metricStat)).toMatchObject({
      namespace: 'Glueline',
      metricName: 'BrokersWithoutTargetGroup',
      dimensions: [{ name: 'Cluster', value: 'glueline' }],
    });
  });

  // All rules over the template, and a bundle: the one slow test here.
  it(
    'passes the validation of its template and the rules of cdk-nag, and its bundle is made in this process',
    { timeout: 180_000 },
    async () => {
      const outdir = await mkdtemp(join(tmpdir(), 'glueline-synth-'));
      onTestFinished(async () => rm(outdir, { recursive: true, force: true }));
      const app = new App({
        outdir,
        context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
      });
      createStack(app);
      Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
      app.synth();
      const assets = (await readdir(outdir)).filter((name) => name.startsWith('asset.'));
      expect(assets.map((name) => existsSync(join(outdir, name, 'index.mjs')))).toEqual([true]);
    },
  );
});
