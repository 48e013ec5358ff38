import { InterfaceVpcEndpoint, InterfaceVpcEndpointService, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ARecord, PrivateHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { InterfaceVpcEndpointTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { BrokerConnection, ConnectivityContract } from '../contract.ts';
import { assertHostsInDomain } from './cluster-domain.ts';
import type { ConsumerNetwork } from './network.ts';

export interface BrokerEndpointsProps {
  readonly network: ConsumerNetwork;
  readonly contract: Pick<ConnectivityContract, 'brokers' | 'port' | 'clusterDomain'>;
}

/**
 * The brokers under their own names, each through its own endpoint: their certificates stay valid, and a client that
 * follows the cluster's metadata arrives where it means to.
 */
export class BrokerEndpoints extends Construct {
  private readonly zone: PrivateHostedZone;

  constructor(scope: Construct, id: string, props: BrokerEndpointsProps) {
    super(scope, id);
    const { network, contract } = props;
    assertHostsInDomain(contract);
    // Nothing above the cluster's own domain: a zone answers for all below it, so that one of kafka.<region>.amazonaws.com
    // would make the names of MSK's API and of every other cluster vanish from this VPC.
    this.zone = new PrivateHostedZone(this, 'Zone', {
      zoneName: contract.clusterDomain,
      vpc: network.vpc,
      comment: 'Brokers of the producer account, through their endpoints',
    });
    for (const broker of contract.brokers) this.addBroker(broker, props);
  }

  private addBroker(
    { id, host, serviceName }: BrokerConnection,
    { network, contract }: BrokerEndpointsProps,
  ) {
    const { vpc, taskSecurityGroup } = network;
    const securityGroup = new SecurityGroup(this, `SecurityGroup${id}`, {
      vpc,
      description: `Endpoint of broker ${id}`,
      allowAllOutbound: false,
    });
    securityGroup.connections.allowFrom(taskSecurityGroup, Port.tcp(contract.port), `tasks to broker ${id}`);
    const endpoint = new InterfaceVpcEndpoint(this, `Endpoint${id}`, {
      vpc,
      service: new InterfaceVpcEndpointService(serviceName, contract.port),
      open: false,
      securityGroups: [securityGroup],
      // Only who owns the name can have it verified, and amazonaws.com is not ours: hence the zone.
      privateDnsEnabled: false,
    });
    new ARecord(this, `Record${id}`, {
      zone: this.zone,
      // The dot says that the name is complete: CDK cannot see that where it is only known at deployment.
      recordName: `${host}.`,
      // To the endpoint's regional name, which leaves out a zone that is down.
      target: RecordTarget.fromAlias(new InterfaceVpcEndpointTarget(endpoint)),
      comment: `Broker ${id}`,
    });
  }
}
