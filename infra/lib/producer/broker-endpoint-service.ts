import { Duration, Validations } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, VpcEndpointService } from 'aws-cdk-lib/aws-ec2';
import {
  NetworkLoadBalancer,
  NetworkTargetGroup,
  Protocol,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Above the 540 s for which Kafka's clients keep a connection that nobody uses: they close it, not the balancer. */
const IDLE_TIMEOUT = Duration.seconds(600);
/** Brokers restart one after the other, and a client that is cut off asks another one where to go. */
const DEREGISTRATION_DELAY = Duration.seconds(30);
const HEALTH_CHECK_INTERVAL = Duration.seconds(10);

export interface BrokerEndpointServiceProps {
  readonly vpc: IVpc;
  /** One for all brokers, which lets nobody in and only to the brokers out. */
  readonly securityGroup: ISecurityGroup;
  readonly port: number;
  readonly consumerAccountId: string;
}

/**
 * One broker, offered to the consumer's account under one name. The balancer passes bytes on, so the broker's own
 * certificate reaches the client, whose zone has the broker's own name.
 */
export class BrokerEndpointService extends Construct {
  /** Without targets: the reconciler registers the broker's address, and again when that changes. */
  readonly targetGroup: NetworkTargetGroup;
  readonly serviceName: string;

  constructor(scope: Construct, id: string, props: BrokerEndpointServiceProps) {
    super(scope, id);
    const { vpc, port } = props;
    const loadBalancer = createLoadBalancer(this, props);
    this.targetGroup = new NetworkTargetGroup(this, 'Target', {
      vpc,
      port,
      protocol: Protocol.TCP,
      targetType: TargetType.IP,
      preserveClientIp: false,
      connectionTermination: true,
      deregistrationDelay: DEREGISTRATION_DELAY,
      healthCheck: { protocol: Protocol.TCP, interval: HEALTH_CHECK_INTERVAL },
    });
    loadBalancer.addListener('Listener', {
      port,
      protocol: Protocol.TCP,
      tcpIdleTimeout: IDLE_TIMEOUT,
      defaultTargetGroups: [this.targetGroup],
    });
    const service = new VpcEndpointService(this, 'Service', {
      vpcEndpointServiceLoadBalancers: [loadBalancer],
      // The account is the gate. Accepting by hand would leave the consumer's deployment hanging until someone does.
      acceptanceRequired: false,
      allowedPrincipals: [new ArnPrincipal(`arn:aws:iam::${props.consumerAccountId}:root`)],
    });
    this.serviceName = service.vpcEndpointServiceName;
  }
}

function createLoadBalancer(
  scope: Construct,
  { vpc, securityGroup }: BrokerEndpointServiceProps,
): NetworkLoadBalancer {
  const loadBalancer = new NetworkLoadBalancer(scope, 'Balancer', {
    vpc,
    vpcSubnets: { subnets: vpc.isolatedSubnets },
    internetFacing: false,
    // One target in one zone, and clients in all of them.
    crossZoneEnabled: true,
    securityGroups: [securityGroup],
    // What comes through the endpoint has addresses of the other account, which may be the same as here.
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: false,
  });
  Validations.of(loadBalancer).acknowledge({
    id: 'AwsSolutions-ELB2',
    reason:
      'A network load balancer writes access logs of TLS listeners only, and these pass TLS through. Refused connections are in the flow log of the VPC.',
  });
  return loadBalancer;
}
