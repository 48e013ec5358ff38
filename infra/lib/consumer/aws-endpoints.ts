import { Stack } from 'aws-cdk-lib';
import {
  GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  Port,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ConsumerNetwork } from './network.ts';
import {
  allowAssumingRole,
  allowLogging,
  allowPulling,
  allowReadingLayers,
  allowReadingSchemaVersions,
  allowWriting,
} from './endpoint-policies.ts';
import { PrefixLists } from './prefix-lists.ts';

const HTTPS = Port.tcp(443);

export interface AwsEndpointsProps {
  readonly network: ConsumerNetwork;
  /** By which a task writes to the table and assumes the access role. */
  readonly taskRoleArn: string;
  /** By which Fargate pulls the image and writes the log. */
  readonly executionRoleArn: string;
  /** Of the producer's account: it is the caller of the registry there, and of nothing else here. */
  readonly accessRoleArn: string;
  readonly tableArn: string;
  readonly logGroupArn: string;
}

/** The way to AWS' own services. Gateways are free of charge; the rest is paid for by the hour and zone. */
export class AwsEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: AwsEndpointsProps) {
    super(scope, id);
    this.addInterfaces(props);
    this.addGateways(props);
  }

  private addInterfaces({
    network,
    taskRoleArn,
    executionRoleArn,
    accessRoleArn,
    logGroupArn,
  }: AwsEndpointsProps) {
    const { vpc, taskSecurityGroup } = network;
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Endpoints of AWS services',
      allowAllOutbound: false,
    });
    securityGroup.connections.allowFrom(taskSecurityGroup, HTTPS, 'tasks to AWS services');

    const repositoryArns = Stack.of(this).formatArn({
      service: 'ecr',
      resource: 'repository',
      resourceName: '*',
    });
    const pulling = allowPulling({ by: executionRoleArn, repositoryArns });
    const add = (name: string, service: InterfaceVpcEndpointAwsService, policy: PolicyStatement[]) => {
      const endpoint = new InterfaceVpcEndpoint(this, name, {
        vpc,
        service,
        open: false,
        securityGroups: [securityGroup],
      });
      policy.forEach((statement) => endpoint.addToPolicy(statement));
    };
    add('EcrApi', InterfaceVpcEndpointAwsService.ECR, pulling);
    add('EcrDocker', InterfaceVpcEndpointAwsService.ECR_DOCKER, pulling);
    add(
      'Logs',
      InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
      allowLogging({ by: executionRoleArn, logGroupArn }),
    );
    add(
      'Sts',
      InterfaceVpcEndpointAwsService.STS,
      allowAssumingRole({ by: taskRoleArn, roleArn: accessRoleArn }),
    );
    add('Glue', InterfaceVpcEndpointAwsService.GLUE, allowReadingSchemaVersions({ by: accessRoleArn }));
  }

  private addGateways({ network, taskRoleArn, tableArn }: AwsEndpointsProps) {
    const { vpc, taskSecurityGroup } = network;
    const { region, partition } = Stack.of(this);
    const addresses = new PrefixLists(this, 'PrefixLists');
    const add = (name: string, service: GatewayVpcEndpointAwsService, policy: PolicyStatement[]) => {
      const endpoint = new GatewayVpcEndpoint(this, name, { vpc, service });
      policy.forEach((statement) => endpoint.addToPolicy(statement));
    };
    const bucketArn = `arn:${partition}:s3:::prod-${region}-starport-layer-bucket`;
    add('S3', GatewayVpcEndpointAwsService.S3, allowReadingLayers({ bucketArn }));
    taskSecurityGroup.addEgressRule(addresses.s3, HTTPS, 'tasks to the layers of their image');
    add('DynamoDb', GatewayVpcEndpointAwsService.DYNAMODB, allowWriting({ by: taskRoleArn, tableArn }));
    taskSecurityGroup.addEgressRule(addresses.dynamodb, HTTPS, 'tasks to the table');
  }
}
