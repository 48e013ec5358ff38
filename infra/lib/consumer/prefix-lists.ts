import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { type IPeer, Peer } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { toLogStatement } from '../log-statement.ts';

/**
 * The addresses of S3 and DynamoDB in this region, as peers of a security group's rule. A gateway endpoint has none of
 * its own, and CloudFormation does not tell the ids of the lists that AWS keeps: one call at deployment does.
 */
export class PrefixLists extends Construct {
  readonly s3: IPeer;
  readonly dynamodb: IPeer;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = this.createRole(logGroup);
    this.s3 = this.readPeer('s3', { role, logGroup });
    this.dynamodb = this.readPeer('dynamodb', { role, logGroup });
  }

  private createRole(logGroup: ILogGroup): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Reads the ids of the prefix lists of S3 and DynamoDB during a deployment',
      inlinePolicies: {
        Read: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['ec2:DescribeManagedPrefixLists'], resources: ['*'] }),
            toLogStatement(logGroup),
          ],
        }),
      },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'DescribeManagedPrefixLists is authorised on no resource.',
    });
    return role;
  }

  private readPeer(
    service: 's3' | 'dynamodb',
    { role, logGroup }: { role: Role; logGroup: ILogGroup },
  ): IPeer {
    const name = `com.amazonaws.${Stack.of(this).region}.${service}`;
    const idPath = 'PrefixLists.0.PrefixListId';
    const lookup = new AwsCustomResource(this, service, {
      resourceType: 'Custom::PrefixList',
      onUpdate: {
        service: 'EC2',
        action: 'describeManagedPrefixLists',
        parameters: { Filters: [{ Name: 'prefix-list-name', Values: [name] }] },
        outputPaths: [idPath],
        physicalResourceId: PhysicalResourceId.of(name),
      },
      role,
      logGroup,
      // By default it fetches the newest from npm, and whatever that is runs during a deployment.
      installLatestAwsSdk: false,
    });
    return Peer.prefixList(lookup.getResponseField(idPath));
  }
}
