import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/*
 * What may pass through each endpoint, whatever the caller's own policy says: who breaks into a task cannot carry data
 * out through AWS' own services under credentials of another account.
 */

export function allowPulling({ by, repositoryArns }: { by: string; repositoryArns: string }) {
  return [
    allow({ actions: ['ecr:GetAuthorizationToken'], by }),
    allow({
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [repositoryArns],
      by,
    }),
  ];
}

/** Layers of images come from a bucket of ECR's own, by links that ECR has signed: nobody of this account asks. */
export function allowReadingLayers({ bucketArn }: { bucketArn: string }) {
  return [
    new PolicyStatement({
      principals: [new AnyPrincipal()],
      actions: ['s3:GetObject'],
      resources: [`${bucketArn}/*`],
    }),
  ];
}

export function allowLogging({ by, logGroupArn }: { by: string; logGroupArn: string }) {
  return [allow({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroupArn], by })];
}

export function allowAssumingRole({ by, roleArn }: { by: string; roleArn: string }) {
  return [
    allow({ actions: ['sts:AssumeRole'], resources: [roleArn], by }),
    // Who am I? The first question when the role cannot be assumed.
    allow({ actions: ['sts:GetCallerIdentity'], by }),
  ];
}

/** A schema version is asked for by its id, which is not part of any ARN. */
export function allowReadingSchemaVersions({ by }: { by: string }) {
  return [allow({ actions: ['glue:GetSchemaVersion'], by })];
}

export function allowWriting({ by, tableArn }: { by: string; tableArn: string }) {
  return [allow({ actions: TABLE_ACTIONS, resources: [tableArn], by })];
}

/** All that the service asks of the table: writes, and its key at the start. */
export const TABLE_ACTIONS = ['dynamodb:BatchWriteItem', 'dynamodb:DescribeTable'];

type Allowed = { actions: string[]; resources?: string[]; by: string };

/** A condition instead of a principal: a role that is deleted and made anew keeps its ARN and loses its id. */
function allow({ actions, resources = ['*'], by }: Allowed): PolicyStatement {
  return new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions,
    resources,
    conditions: { ArnEquals: { 'aws:PrincipalArn': by } },
  });
}
