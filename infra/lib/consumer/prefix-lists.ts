import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IPeer } from 'aws-cdk-lib/aws-ec2';
import { Peer } from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';

const SERVICES = ['s3', 'dynamodb'] as const;

/**
 * The addresses of S3 and DynamoDB in this region, as peers of a security group's rule. A gateway endpoint has none of
 * its own, and CloudFormation does not tell the ids of the lists that AWS keeps: one call at deployment does.
 */
export class PrefixLists extends Construct {
  readonly peers: Readonly<Record<(typeof SERVICES)[number], IPeer>>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { region } = Stack.of(this);
    const read = (service: string): IPeer => {
      const name = `com.amazonaws.${region}.${service}`;
      const lookup = new AwsCustomResource(this, service, {
        resourceType: 'Custom::PrefixList',
        onUpdate: {
          service: 'EC2',
          action: 'describeManagedPrefixLists',
          parameters: { Filters: [{ Name: 'prefix-list-name', Values: [name] }] },
          outputPaths: ['PrefixLists.0.PrefixListId'],
          physicalResourceId: PhysicalResourceId.of(name),
        },
        // Describing lists knows no resources: IAM takes nothing but "*".
        policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
        installLatestAwsSdk: false,
        logGroup,
      });
      return Peer.prefixList(lookup.getResponseField('PrefixLists.0.PrefixListId'));
    };
    this.peers = { s3: read('s3'), dynamodb: read('dynamodb') };
  }
}
