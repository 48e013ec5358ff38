import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { ConnectivityContract } from '../contract.ts';
import type { EnvironmentConfig } from '../environment-config.ts';
import { AwsEndpoints } from './aws-endpoints.ts';
import { BrokerEndpoints } from './broker-endpoints.ts';
import { ConsumerService } from './consumer-service.ts';
import type { ConsumerDataStack } from './data-stack.ts';
import { createConsumerImage } from './image.ts';
import { ConsumerNetwork } from './network.ts';
import { ConsumerRoles } from './roles.ts';
import { ConsumerScaling } from './scaling.ts';
import { Scraping } from './scraping.ts';
import { createServiceMetrics } from './service-metrics.ts';
import { ConsumerTaskDefinition } from './task-definition.ts';
import { toTaskEnvironment } from './task-environment.ts';
import { ConsumerWatching } from './watching.ts';

export interface ConsumerServiceStackProps extends StackProps {
  readonly config: EnvironmentConfig;
  readonly contract: ConnectivityContract;
  readonly data: ConsumerDataStack;
}

/** The consumer's account apart from its data: may be deleted and made anew, and goes on where it stopped. */
export class ConsumerServiceStack extends Stack {
  private readonly zoneNames: string[];

  constructor(scope: Construct, id: string, props: ConsumerServiceStackProps) {
    const { config, contract, data, ...stackProps } = props;
    super(scope, id, stackProps);
    this.zoneNames = config.consumer.network.zones.map(({ name }) => name);
    // What refers to another stack by name alone does not make CDK wait for it.
    this.addStackDependency(data);
    const { table, alarmTopic } = data;
    const { accessRoleArn } = contract;
    const environmentName = config.name;

    const network = new ConsumerNetwork(this, 'Network', config.consumer.network);
    const roles = new ConsumerRoles(this, 'Roles', { environmentName, accessRoleArn, table });
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      // A deployment that fails removes the stack's parts, and this is where the reason is.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const brokerEndpoints = new BrokerEndpoints(this, 'Brokers', { network, contract });
    const awsEndpoints = new AwsEndpoints(this, 'Aws', {
      network,
      taskRoleArn: roles.task.roleArn,
      executionRoleArn: roles.execution.roleArn,
      accessRoleArn,
      tableArn: table.tableArn,
      logGroupArn: logGroup.logGroupArn,
    });
    const { namespace } = new Scraping(this, 'Scraping', { environmentName, network });
    const { taskDefinition } = new ConsumerTaskDefinition(this, 'Task', {
      config: config.consumer,
      image: createConsumerImage(),
      environment: toTaskEnvironment({ config, contract, tableName: table.tableName }),
      roles,
      logGroup,
    });
    const { tasks } = config.consumer;
    const { service } = new ConsumerService(this, 'Consumer', {
      network,
      taskDefinition,
      spot: tasks.spot,
      namespace,
    });
    // A task that starts before its endpoints cannot even be pulled.
    service.node.addDependency(brokerEndpoints, awsEndpoints);
    const metrics = createServiceMetrics(config);
    const { lagSeconds } = metrics;
    new ConsumerScaling(this, 'Scaling', { service, lagSeconds, minTasks: tasks.min, maxTasks: tasks.max });
    new ConsumerWatching(this, 'Watching', { environmentName, service, metrics, table, topic: alarmTopic });
  }

  /** By configuration: CDK would ask the account for them, or make them up. */
  override get availabilityZones(): string[] {
    return this.zoneNames;
  }
}
