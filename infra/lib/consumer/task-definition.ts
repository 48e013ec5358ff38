import { Duration, Validations } from 'aws-cdk-lib';
import {
  AwsLogDriverMode,
  type ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LinuxParameters,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../environment-config.ts';
import type { ConsumerRoles } from './roles.ts';
import { HTTP_PORT } from './task-environment.ts';

/** `nonroot` of the image's base. */
const NON_ROOT_USER = '65532';

/** Exec form, for the image has no shell; ECS does not look at a Dockerfile's own check. */
export const HEALTH_CHECK = ['CMD', '/nodejs/bin/node', '/app/consumer-service/src/health-check.ts'];

export interface ConsumerTaskDefinitionProps {
  readonly config: EnvironmentConfig['consumer'];
  readonly image: ContainerImage;
  readonly environment: Record<string, string>;
  readonly roles: ConsumerRoles;
  readonly logGroup: ILogGroup;
}

/** One container that may write nothing, owns nothing and cannot be entered. */
export class ConsumerTaskDefinition extends Construct {
  readonly taskDefinition: FargateTaskDefinition;

  constructor(scope: Construct, id: string, props: ConsumerTaskDefinitionProps) {
    super(scope, id);
    const { config, image, environment, roles, logGroup } = props;
    this.taskDefinition = new FargateTaskDefinition(this, 'TaskDefinition', {
      cpu: config.tasks.cpuUnits,
      memoryLimitMiB: config.tasks.memoryMiB,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
      taskRole: roles.task,
      executionRole: roles.execution,
    });
    Validations.of(this.taskDefinition).acknowledge({
      id: 'AwsSolutions-ECS2',
      reason: 'None of the variables is a secret: credentials are those of the task role.',
    });
    this.taskDefinition.addContainer('Consumer', {
      image,
      environment,
      user: NON_ROOT_USER,
      readonlyRootFilesystem: true,
      // As process 1 in place of Node: it collects what a health check that timed out leaves behind.
      linuxParameters: new LinuxParameters(this, 'Linux', { initProcessEnabled: true }),
      portMappings: [{ containerPort: HTTP_PORT }],
      // Between SIGTERM and SIGKILL, in which the service drains, commits and leaves the group.
      stopTimeout: Duration.seconds(config.stopTimeoutSeconds),
      healthCheck: {
        command: HEALTH_CHECK,
        // Each check starts a Node process: often enough, and not at the cost of records.
        interval: Duration.seconds(30),
        timeout: Duration.seconds(10),
        retries: 3,
        startPeriod: Duration.seconds(60),
      },
      // A log that cannot be delivered must not hold up records: at worst lines are missing.
      logging: LogDrivers.awsLogs({
        logGroup,
        streamPrefix: 'consumer',
        mode: AwsLogDriverMode.NON_BLOCKING,
      }),
    });
  }
}
