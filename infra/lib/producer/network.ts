import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../environment-config.ts';

export interface ProducerNetworkProps {
  readonly network: EnvironmentConfig['producer']['network'];
}

/** No way in or out but endpoints: neither brokers nor functions have anything to do in the internet. */
export class ProducerNetwork extends Construct {
  readonly vpc: Vpc;
  /** Of the registry's endpoint. Nobody is let in here: whoever needs it brings the rule. */
  readonly registryEndpointSecurityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { network }: ProducerNetworkProps) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(network.vpcCidr),
      availabilityZones: network.zones.map(({ name }) => name),
      subnetConfiguration: [{ name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
    });
    Validations.of(this.vpc).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason: "Zones are stated, because the consumer's account has to have endpoints in the same ones.",
    });
    // Only what was refused: it names the security group that a connection fails at, and costs next to nothing.
    this.vpc.addFlowLog('Refused', {
      trafficType: FlowLogTrafficType.REJECT,
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'RefusedTraffic', {
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      ),
    });
    this.registryEndpointSecurityGroup = new SecurityGroup(this, 'RegistryEndpointSecurityGroup', {
      vpc: this.vpc,
      description: 'Endpoint of the Glue API',
      allowAllOutbound: false,
    });
    this.vpc.addInterfaceEndpoint('RegistryEndpoint', {
      service: InterfaceVpcEndpointAwsService.GLUE,
      securityGroups: [this.registryEndpointSecurityGroup],
      open: false,
    });
  }
}
