import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { toLogStatement } from '../log-statement.ts';
import { bundleFunction } from './bundle-function.ts';

export interface BundledFunctionProps {
  /** Below `infra/lambda/`: the folder whose `handler.ts` exports `handler`. */
  readonly folder: string;
  readonly description: string;
  readonly timeout: Duration;
  /** All that it may do beside writing its own log. */
  readonly statements: readonly iam.PolicyStatement[];
  /** Without it, as many at a time as there are events. */
  readonly reservedConcurrentExecutions?: number;
}

/** One of this app's own small functions, in the form all of them have. */
export function createBundledFunction(scope: Construct, props: BundledFunctionProps): lambda.Function {
  const logGroup = new logs.LogGroup(scope, 'Logs', {
    retention: logs.RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const { folder, statements, ...settings } = props;
  return new lambda.Function(scope, 'Function', {
    ...settings,
    code: bundleFunction(folder),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    memorySize: 256,
    environment: { NODE_OPTIONS: '--enable-source-maps' },
    logGroup,
    role: createRole(scope, logGroup, statements),
    // What fails is not run again behind the back of who asked: the answer, or the next run, is theirs.
    retryAttempts: 0,
  });
}

/** Inline, so that the function does not exist before what it may do. Not the managed policy: that is for any log group. */
function createRole(
  scope: Construct,
  logGroup: logs.ILogGroup,
  statements: readonly iam.PolicyStatement[],
): iam.Role {
  const mayLog = toLogStatement(logGroup);
  return new iam.Role(scope, 'Role', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Function: new iam.PolicyDocument({ statements: [mayLog, ...statements] }) },
  });
}
