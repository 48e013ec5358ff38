import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { EXAMPLE_CONTRACT } from '../../examples.ts';
import { synthesizeConsumer } from './consumer-stacks.ts';

type Statement = { Action: string | string[]; Resource: unknown };

const { service } = synthesizeConsumer();

function findStatements(role: RegExp): Statement[] {
  return Object.values(service.findResources('AWS::IAM::Policy'))
    .filter(({ Properties: { Roles: roles } }) => role.test(roles[0].Ref))
    .flatMap(({ Properties: { PolicyDocument: document } }) => document.Statement);
}

test('the task may write items, look at its table, and assume the access role', () => {
  const statements = findStatements(/^RolesTask/);

  expect(statements.map(({ Action: action }) => action)).toEqual([
    ['dynamodb:BatchWriteItem', 'dynamodb:DescribeTable'],
    'sts:AssumeRole',
  ]);
  expect(JSON.stringify(statements[0]!.Resource)).toContain('ItemsTable');
  expect(statements[1]!.Resource).toBe(EXAMPLE_CONTRACT.accessRoleArn);
});

test('Fargate may pull the image and write the log', () => {
  const actions = findStatements(/^RolesExecution/).map(({ Action: action }) => action);

  expect(actions).toEqual([
    ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    'ecr:GetAuthorizationToken',
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
  ]);
});

test("the task's role has the name that the producer trusts, and only tasks of this account take it", () => {
  service.hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'prod-glueline-consumer-task',
    AssumeRolePolicyDocument: Match.objectLike({
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'ecs-tasks.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '333333333333' } },
        },
      ],
    }),
  });
});
