import { Stack, Validations } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { consumerTaskRoleName } from '../names.ts';
import { TABLE_ACTIONS } from './endpoint-policies.ts';

export interface ConsumerRolesProps {
  readonly environmentName: string;
  readonly accessRoleArn: string;
  readonly table: ITableV2;
}

export class ConsumerRoles extends Construct {
  /** Of the service's own code. The access role's trust knows it by name. */
  readonly task: Role;
  /** Of Fargate: pulls the image and writes the log. */
  readonly execution: Role;

  constructor(scope: Construct, id: string, { environmentName, accessRoleArn, table }: ConsumerRolesProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const tasksOfThisAccount = new ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    });
    this.task = new Role(this, 'Task', {
      roleName: consumerTaskRoleName(environmentName),
      assumedBy: tasksOfThisAccount,
      description:
        'The consumer service: writes items, and assumes the access role in the account of the producer',
    });
    table.grant(this.task, ...TABLE_ACTIONS);
    this.task.addToPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [accessRoleArn] }));
    this.execution = new Role(this, 'Execution', {
      assumedBy: tasksOfThisAccount,
      description: 'Fargate: pulls the image of the consumer service and writes its log',
    });
    Validations.of(this.execution).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'ecr:GetAuthorizationToken is authorised on no resource; pulling is, and on the one repository.',
    });
  }
}
