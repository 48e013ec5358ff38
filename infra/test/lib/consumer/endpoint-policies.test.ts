import { expect, test } from 'vitest';
import * as policies from '../../../lib/consumer/endpoint-policies.ts';

const BY = 'arn:aws:iam::333333333333:role/somebody';
const ARN = 'arn:aws:something:eu-central-1:333333333333:one';
const FOR_SOMEBODY = { ArnEquals: { 'aws:PrincipalArn': BY } };

/** What each endpoint lets through: a new action has to be written down here, with the one it is for. */
test.each([
  [
    'pulling the image',
    policies.allowPulling({ by: BY, repositoryArns: ARN }),
    [
      [['ecr:GetAuthorizationToken'], '*'],
      [['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], ARN],
    ],
  ],
  [
    'logging',
    policies.allowLogging({ by: BY, logGroupArn: ARN }),
    [[['logs:CreateLogStream', 'logs:PutLogEvents'], ARN]],
  ],
  [
    'assuming the access role',
    policies.allowAssumingRole({ by: BY, roleArn: ARN }),
    [
      [['sts:AssumeRole'], ARN],
      [['sts:GetCallerIdentity'], '*'],
    ],
  ],
  [
    'reading schema versions',
    policies.allowReadingSchemaVersions({ by: BY }),
    [[['glue:GetSchemaVersion'], '*']],
  ],
  [
    'writing items',
    policies.allowWriting({ by: BY, tableArn: ARN }),
    [[['dynamodb:BatchWriteItem', 'dynamodb:DescribeTable'], ARN]],
  ],
])('an endpoint for %s lets exactly that through, and only for one role', (_what, statements, expected) => {
  const received = statements.map((each) => [each.actions, each.resources.join()]);

  expect(received).toEqual(expected);
  for (const { conditions } of statements) expect(conditions).toEqual(FOR_SOMEBODY);
});

test('layers are read by whoever has a link that ECR signed, from the bucket of ECR alone', () => {
  const [statement, ...others] = policies.allowReadingLayers({ bucketArn: 'arn:aws:s3:::layers' });

  expect(statement!.toStatementJson()).toEqual({
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::layers/*',
  });
  expect(others).toEqual([]);
});
