import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Construct } from 'constructs';
import type { ConsumerNetwork } from './network.ts';
import { HTTP_PORT } from './task-environment.ts';

export interface ScrapingProps {
  readonly environmentName: string;
  readonly network: ConsumerNetwork;
}

/**
 * The way for a Prometheus in this VPC, or a managed collector: who carries the security group may ask every task for
 * `/metrics`, and finds them as the addresses of one name. Alarms do without it, so no sidecar is paid for.
 */
export class Scraping extends Construct {
  /** For the scraper to carry. */
  readonly scraperSecurityGroup: SecurityGroup;
  readonly namespace: PrivateDnsNamespace;

  constructor(scope: Construct, id: string, { environmentName, network }: ScrapingProps) {
    super(scope, id);
    const { vpc, taskSecurityGroup } = network;
    this.scraperSecurityGroup = new SecurityGroup(this, 'ScraperSecurityGroup', {
      vpc,
      description: 'May read /metrics of the consumer service',
      allowAllOutbound: false,
    });
    taskSecurityGroup.connections.allowFrom(
      this.scraperSecurityGroup,
      Port.tcp(HTTP_PORT),
      'scraper to /metrics of the tasks',
    );
    this.namespace = new PrivateDnsNamespace(this, 'Namespace', {
      name: `${environmentName}.glueline.internal`,
      vpc,
      description: 'Tasks of the consumer service, for who scrapes them',
    });
  }
}
