import { Validations } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { EnvironmentConfig } from '../environment-config.ts';
import { toGroupArn, toTopicArn } from '../kafka-arns.ts';
import { consumerAccessRoleName, consumerGroupId, consumerTaskRoleName } from '../names.ts';

export interface ConsumerAccessRoleProps {
  readonly config: EnvironmentConfig;
  readonly clusterArn: string;
}

/** What the consumer's tasks, and nobody else in their account, may do here. */
export function createConsumerAccessRole(
  scope: Construct,
  id: string,
  { config, clusterArn }: ConsumerAccessRoleProps,
): Role {
  const { accountId } = config.consumer;
  const role = new Role(scope, id, {
    roleName: consumerAccessRoleName(config.name),
    description: 'Assumed by the tasks that read the topic',
    // The account and a condition instead of the role as the principal: IAM turns a role into its id when the trust is
    // written, so it would have to exist before, and would be locked out when it is made anew.
    assumedBy: new AccountPrincipal(accountId).withConditions({
      ArnEquals: {
        'aws:PrincipalArn': `arn:aws:iam::${accountId}:role/${consumerTaskRoleName(config.name)}`,
      },
      StringEquals: { 'sts:ExternalId': config.externalId },
    }),
    inlinePolicies: {
      Read: new PolicyDocument({ statements: toKafkaStatements(config, clusterArn) }),
      Decode: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ['glue:GetSchemaVersion'], resources: ['*'] })],
      }),
    },
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'GetSchemaVersion by version id, which is all that a frame has, is authorised on no resource.',
  });
  return role;
}

function toKafkaStatements({ name, topic }: EnvironmentConfig, clusterArn: string): PolicyStatement[] {
  return [
    new PolicyStatement({
      // Dead letters are numbered, so that a retry is no second copy.
      actions: ['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently'],
      resources: [clusterArn],
    }),
    new PolicyStatement({
      actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'],
      resources: [toTopicArn(clusterArn, topic.name)],
    }),
    new PolicyStatement({
      actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
      resources: [toTopicArn(clusterArn, topic.deadLetterName)],
    }),
    new PolicyStatement({
      actions: ['kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup'],
      resources: [toGroupArn(clusterArn, consumerGroupId(name))],
    }),
  ];
}
