import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';

/** To write into one log group, where Lambda's managed policy would allow it in all. */
export function toLogStatement({ logGroupArn }: ILogGroup): PolicyStatement {
  return new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    // The name of a log group ends with ":*" in its ARN, which is all of its streams.
    resources: [logGroupArn],
  });
}
