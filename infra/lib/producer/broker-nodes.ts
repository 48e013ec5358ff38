import { CustomResource, Duration, Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { createBundledFunction } from './bundled-function.ts';

export interface BrokerNodesProps {
  /** A change of it, as when the cluster is replaced, asks anew. */
  readonly clusterArn: string;
  /** Known at synthesis, because there is a load balancer for each. A change of it asks anew. */
  readonly numberOfBrokers: number;
}

/** Every value but the id is known at deployment only. */
export interface BrokerNode {
  readonly id: number;
  /** As the broker advertises it and as its certificate names it. */
  readonly host: string;
  readonly subnetId: string;
}

/**
 * What CloudFormation does not tell of a cluster: its brokers' names and subnets, asked for during the deployment. It
 * fails if the cluster does not have exactly the brokers 1 to `numberOfBrokers`.
 */
export class BrokerNodes extends Construct {
  /** In the order of their ids. */
  readonly brokers: readonly BrokerNode[];
  /** What follows the first label of every broker's host. */
  readonly clusterDomain: string;

  constructor(scope: Construct, id: string, props: BrokerNodesProps) {
    super(scope, id);
    const { clusterArn, numberOfBrokers } = props;
    const lookup = createBundledFunction(this, {
      folder: 'broker-nodes',
      description: 'Tells a deployment the names and subnets of the brokers',
      timeout: Duration.minutes(1),
      statements: [new iam.PolicyStatement({ actions: ['kafka:ListNodes'], resources: [clusterArn] })],
    });
    const nodes = new CustomResource(this, 'Nodes', {
      resourceType: 'Custom::BrokerNodes',
      serviceToken: lookup.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { clusterArn, numberOfBrokers },
    });
    this.clusterDomain = nodes.getAttString('ClusterDomain');
    this.brokers = Array.from({ length: numberOfBrokers }, (_, index) => ({
      id: index + 1,
      host: Fn.join('.', [nodes.getAttString(`Label${index + 1}`), this.clusterDomain]),
      subnetId: nodes.getAttString(`Subnet${index + 1}`),
    }));
  }
}
