import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { EnvironmentConfig } from '../environment-config.ts';
import { toTopicArn } from '../kafka-arns.ts';
import { toLogStatement } from '../log-statement.ts';

export interface ProducerRoleProps {
  readonly config: EnvironmentConfig;
  readonly clusterArn: string;
  readonly logGroup: ILogGroup;
}

/** Of the function that publishes. It may neither create topics nor read a record, and deletes nothing. */
export function createProducerRole(scope: Construct, id: string, props: ProducerRoleProps): Role {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: 'Registers schema versions and publishes to one topic',
    inlinePolicies: {
      Run: new PolicyDocument({ statements: toRunStatements(props.logGroup) }),
      Publish: new PolicyDocument({ statements: toKafkaStatements(props) }),
      Register: new PolicyDocument({ statements: toRegistryStatements(Stack.of(scope), props.config) }),
    },
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'Network interfaces of Lambda in a VPC are made by the service in the name of the role, and have no ARN to name; GetSchemaVersion by version id is authorised on no resource.',
  });
  return role;
}

/** What the managed policies for Lambda in a VPC allow, but in one log group instead of all. */
function toRunStatements(logGroup: ILogGroup): PolicyStatement[] {
  return [
    toLogStatement(logGroup),
    new PolicyStatement({
      actions: [
        'ec2:CreateNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      resources: ['*'],
    }),
  ];
}

function toKafkaStatements({ config, clusterArn }: ProducerRoleProps): PolicyStatement[] {
  return [
    new PolicyStatement({
      // The client numbers its records, so that a retry is no second copy.
      actions: ['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently'],
      resources: [clusterArn],
    }),
    new PolicyStatement({
      actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
      resources: [toTopicArn(clusterArn, config.topic.name)],
    }),
  ];
}

function toRegistryStatements(stack: Stack, { producer }: EnvironmentConfig): PolicyStatement[] {
  const { registryName, schemaName } = producer;
  const toArn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'glue', resource, resourceName });
  return [
    new PolicyStatement({
      // Glue asks for the registry as well as for the schema.
      actions: ['glue:CreateSchema', 'glue:GetSchema', 'glue:RegisterSchemaVersion'],
      resources: [toArn('registry', registryName), toArn('schema', `${registryName}/${schemaName}`)],
    }),
    new PolicyStatement({ actions: ['glue:GetSchemaVersion'], resources: ['*'] }),
  ];
}
