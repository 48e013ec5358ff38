import { type ISecurityGroup, type IVpc, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

const HTTPS_PORT = 443;

export interface ClientAccessProps {
  readonly vpc: IVpc;
  readonly brokers: ISecurityGroup;
  readonly registryEndpoint: ISecurityGroup;
  readonly port: number;
}

/** Who may open a connection to whom, in one place. All else is refused, in both directions. */
export class ClientAccess extends Construct {
  readonly producer: SecurityGroup;
  readonly loadBalancers: SecurityGroup;

  constructor(scope: Construct, id: string, { vpc, brokers, registryEndpoint, port }: ClientAccessProps) {
    super(scope, id);
    this.producer = createClient(this, 'Producer', vpc, 'Functions that publish');
    this.loadBalancers = createClient(this, 'LoadBalancers', vpc, 'Load balancers in front of brokers');
    allow(this.producer, this.own('Brokers', brokers), port, 'Kafka with IAM');
    allow(this.loadBalancers, this.own('BrokersBehind', brokers), port, 'Kafka with IAM, and health checks');
    allow(this.producer, this.own('Registry', registryEndpoint), HTTPS_PORT, 'Schema registry');
  }

  /** The same group as one of this stack, so that rules about it are here and not in the stack that this one needs. */
  private own(id: string, { securityGroupId }: ISecurityGroup): ISecurityGroup {
    return SecurityGroup.fromSecurityGroupId(this, id, securityGroupId);
  }
}

function createClient(scope: Construct, id: string, vpc: IVpc, description: string): SecurityGroup {
  return new SecurityGroup(scope, id, { vpc, description, allowAllOutbound: false });
}

function allow(from: ISecurityGroup, to: ISecurityGroup, port: number, description: string): void {
  from.addEgressRule(to, Port.tcp(port), description);
  to.addIngressRule(from, Port.tcp(port), description);
}
