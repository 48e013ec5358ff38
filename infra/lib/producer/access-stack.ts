import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConnectivityContract } from '../contract.ts';
import type { EnvironmentConfig } from '../environment-config.ts';
import { BrokerEndpointService } from './broker-endpoint-service.ts';
import { BrokerNodes } from './broker-nodes.ts';
import { ClientAccess } from './client-access.ts';
import { createConsumerAccessRole } from './consumer-access-role.ts';
import type { ProducerDataStack } from './data-stack.ts';
import { EndpointAlarms } from './endpoint-alarms.ts';
import { ProducerAlarms } from './producer-alarms.ts';
import { ProducerFunction } from './producer-function.ts';
import { TargetReconciler } from './target-reconciler.ts';

/** Of MSK's listener for IAM, fixed by the service. */
const IAM_PORT = 9098;

export interface ProducerAccessStackProps extends StackProps {
  readonly config: EnvironmentConfig;
  readonly data: ProducerDataStack;
}

/** The producer's account: who publishes, and what the consumer's account reaches. Holds nothing; can be made anew. */
export class ProducerAccessStack extends Stack {
  readonly contract: ConnectivityContract;

  constructor(scope: Construct, id: string, { config, data, ...props }: ProducerAccessStackProps) {
    super(scope, id, props);
    const { vpc } = data.network;
    const { clusterArn } = data.cluster;
    const access = new ClientAccess(this, 'ClientAccess', {
      vpc,
      brokers: data.cluster.securityGroup,
      registryEndpoint: data.network.registryEndpointSecurityGroup,
      port: IAM_PORT,
    });
    const { numberOfBrokers } = config.producer.kafka;
    const nodes = new BrokerNodes(this, 'BrokerNodes', { clusterArn, numberOfBrokers });
    const producer = new ProducerFunction(this, 'Producer', {
      config,
      vpc,
      securityGroup: access.producer,
      clusterArn,
      brokers: nodes.brokers,
      port: IAM_PORT,
    });
    const endpoints = nodes.brokers.map(({ id: brokerId, host }) => {
      const { targetGroup, serviceName } = new BrokerEndpointService(this, `Broker${brokerId}`, {
        vpc,
        securityGroup: access.loadBalancers,
        port: IAM_PORT,
        consumerAccountId: config.consumer.accountId,
      });
      return { brokerId, host, targetGroup, serviceName };
    });
    const reconciler = new TargetReconciler(this, 'Reconciler', {
      clusterArn,
      targetGroups: endpoints,
      port: IAM_PORT,
    });
    const { topic } = data.alarmTopic;
    new ProducerAlarms(this, 'ProducerAlarms', { producer: producer.function, topic });
    new EndpointAlarms(this, 'EndpointAlarms', {
      targetGroups: endpoints,
      reconcilerErrors: reconciler.errors,
      reconcilerRuns: reconciler.runs,
      topic,
    });
    this.contract = {
      brokers: endpoints.map(({ brokerId, host, serviceName }) => ({ id: brokerId, host, serviceName })),
      port: IAM_PORT,
      clusterArn,
      clusterDomain: nodes.clusterDomain,
      accessRoleArn: createConsumerAccessRole(this, 'ConsumerAccess', { config, clusterArn }).roleArn,
      externalId: config.externalId,
      registryName: config.producer.registryName,
      topic: config.topic.name,
      deadLetterTopic: config.topic.deadLetterName,
    };
    new CfnOutput(this, 'ConnectivityContract', {
      value: this.toJsonString(this.contract),
      description: 'For the consumer, where another pipeline deploys it',
    });
  }
}
