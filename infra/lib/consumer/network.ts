import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  type IVpc,
  IpAddresses,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../environment-config.ts';

export type ConsumerNetworkProps = Pick<EnvironmentConfig['consumer']['network'], 'vpcCidr' | 'zones'>;

/**
 * A VPC without a way out: no internet gateway, no NAT, no peering. What the tasks reach, they reach through an endpoint
 * that somebody listed. The zones are the stack's, and so by name; their ids are those of the producer's zones, for an
 * endpoint service exists nowhere else.
 */
export class ConsumerNetwork extends Construct {
  readonly vpc: IVpc;
  /** Of the tasks. Starts without a rule in either direction; whoever offers them something adds its own. */
  readonly taskSecurityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { vpcCidr, zones }: ConsumerNetworkProps) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(vpcCidr),
      maxAzs: zones.length,
      natGateways: 0,
      subnetConfiguration: [{ name: 'Tasks', subnetType: SubnetType.PRIVATE_ISOLATED }],
    });
    Validations.of(this.vpc).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason: 'The zones must be those of the endpoint services, so they are chosen and not found.',
    });
    // Rejected connections only: a security group that lacks a rule shows as a timeout, and nowhere else by name.
    this.vpc.addFlowLog('Rejected', {
      trafficType: FlowLogTrafficType.REJECT,
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'RejectedConnections', {
          retention: RetentionDays.TWO_WEEKS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      ),
    });
    // Names and the task's credentials come from link-local addresses, which no security group sees.
    this.taskSecurityGroup = new SecurityGroup(this, 'TaskSecurityGroup', {
      vpc: this.vpc,
      description: 'Tasks of the consumer service',
      allowAllOutbound: false,
    });
  }
}
