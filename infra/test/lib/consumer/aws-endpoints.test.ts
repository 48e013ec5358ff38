import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { prod } from '../../../config/prod.ts';
import { AwsEndpoints } from '../../../lib/consumer/aws-endpoints.ts';
import { ConsumerNetwork } from '../../../lib/consumer/network.ts';
import { createTestStack } from '../../test-app.ts';

const PREFIX = 'com.amazonaws.eu-central-1';
const ARNS = {
  taskRoleArn: 'arn:aws:iam::333333333333:role/task',
  executionRoleArn: 'arn:aws:iam::333333333333:role/execution',
  accessRoleArn: 'arn:aws:iam::222222222222:role/access',
  tableArn: 'arn:aws:dynamodb:eu-central-1:333333333333:table/items',
  logGroupArn: 'arn:aws:logs:eu-central-1:333333333333:log-group:consumer:*',
};

function synthesizeEndpoints(): Template {
  const stack = createTestStack();
  const network = new ConsumerNetwork(stack, 'Network', prod.consumer.network);
  new AwsEndpoints(stack, 'Aws', { network, ...ARNS });
  return Template.fromStack(stack);
}

/** By what the service is called; names of gateways are joined at deployment. */
function findPolicies(
  template: Template,
): Record<string, { Action: string | string[]; [key: string]: unknown }[]> {
  return Object.fromEntries(
    Object.values(template.findResources('AWS::EC2::VPCEndpoint')).map(({ Properties: properties }) => [
      JSON.stringify(properties.ServiceName).replace(/^.*?((?:ecr\.)?\w+)\W*$/, '$1'),
      properties.PolicyDocument.Statement,
    ]),
  );
}

test('the services that a task needs are reached inside of the VPC, under their usual names', () => {
  const template = synthesizeEndpoints();

  for (const service of ['ecr.api', 'ecr.dkr', 'logs', 'sts', 'glue']) {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: `${PREFIX}.${service}`,
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: true,
    });
  }
  template.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }, 2);
  template.resourceCountIs('AWS::EC2::VPCEndpoint', 7);
});

test('each endpoint lets one role through', () => {
  const policies = findPolicies(synthesizeEndpoints());
  const rolesOf = (service: string) =>
    new Set(
      policies[service]!.map(
        ({ Condition: condition }) =>
          (condition as { ArnEquals: Record<string, string> }).ArnEquals['aws:PrincipalArn'],
      ),
    );

  expect(Object.keys(policies).toSorted()).toEqual([
    'dynamodb',
    'ecr.api',
    'ecr.dkr',
    'glue',
    'logs',
    's3',
    'sts',
  ]);
  expect(rolesOf('ecr.api')).toEqual(new Set([ARNS.executionRoleArn]));
  expect(rolesOf('ecr.dkr')).toEqual(new Set([ARNS.executionRoleArn]));
  expect(rolesOf('logs')).toEqual(new Set([ARNS.executionRoleArn]));
  expect(rolesOf('sts')).toEqual(new Set([ARNS.taskRoleArn]));
  expect(rolesOf('dynamodb')).toEqual(new Set([ARNS.taskRoleArn]));
  expect(rolesOf('glue')).toEqual(new Set([ARNS.accessRoleArn]));
});

test('only the bucket of layers is reached in S3', () => {
  expect(findPolicies(synthesizeEndpoints())['s3']).toEqual([
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*',
    },
  ]);
});

test('tasks reach the endpoints, and of S3 and DynamoDB the addresses that AWS lists; all by TLS', () => {
  const template = synthesizeEndpoints();
  const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupEgress')).map(
    ({ Properties: rule }) => rule,
  );

  expect(rules).toHaveLength(3);
  for (const rule of rules) expect(rule).toMatchObject({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 });
  const lists = rules.flatMap((rule) => rule.DestinationPrefixListId?.['Fn::GetAtt'][0] ?? []);
  expect(new Set(lists)).toEqual(new Set(Object.keys(template.findResources('Custom::PrefixList'))));
});
