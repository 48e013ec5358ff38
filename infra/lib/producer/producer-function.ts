import { writeBundle } from '@glueline/producer/write-bundle';
import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Architecture, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { fileURLToPath } from 'node:url';
import type { EnvironmentConfig } from '../environment-config.ts';
import { createLocalCode } from './local-code.ts';
import { toProducerEnvironment } from './producer-environment.ts';
import { createProducerRole } from './producer-role.ts';

const SOURCE_FOLDER = fileURLToPath(new URL('../../../producer/src', import.meta.url));
/** The function ends its invocations half a second before; its own timeouts add up to less. */
const TIMEOUT = Duration.seconds(30);
/** Processor comes with memory: below, a cold start is mostly the TLS handshake with every broker. */
const MEMORY_MIB = 512;

export interface ProducerFunctionProps {
  readonly config: EnvironmentConfig;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  readonly clusterArn: string;
  readonly brokers: readonly { readonly host: string }[];
  readonly port: number;
}

/** The bundle that `producer/` makes, in the brokers' network. */
export class ProducerFunction extends Construct {
  readonly function: Function;

  constructor(scope: Construct, id: string, props: ProducerFunctionProps) {
    super(scope, id);
    const { config, vpc, securityGroup, clusterArn, brokers, port } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.function = new Function(this, 'Function', {
      description: 'Publishes events, and evolves their schema',
      code: createLocalCode(SOURCE_FOLDER, writeBundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: MEMORY_MIB,
      timeout: TIMEOUT,
      vpc,
      vpcSubnets: { subnets: vpc.isolatedSubnets },
      securityGroups: [securityGroup],
      role: createProducerRole(this, 'Role', { config, clusterArn, logGroup }),
      logGroup,
      environment: toProducerEnvironment(config, brokers, port),
    });
    new CfnOutput(this, 'Name', { value: this.function.functionName, description: 'For aws lambda invoke' });
  }
}
