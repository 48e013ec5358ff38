import { Fn } from 'aws-cdk-lib';
import { Capture, Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { prod } from '../../../config/prod.ts';
import { BrokerEndpoints } from '../../../lib/consumer/broker-endpoints.ts';
import { ClusterDomainError } from '../../../lib/consumer/cluster-domain.ts';
import { ConsumerNetwork } from '../../../lib/consumer/network.ts';
import { EXAMPLE_CONTRACT } from '../../examples.ts';
import { createTestStack } from '../../test-app.ts';

const { brokers, port, clusterDomain } = EXAMPLE_CONTRACT;

function synthesizeEndpoints(contract = EXAMPLE_CONTRACT): Template {
  const stack = createTestStack();
  const network = new ConsumerNetwork(stack, 'Network', prod.consumer.network);
  new BrokerEndpoints(stack, 'Brokers', { network, contract });
  return Template.fromStack(stack);
}

test('each broker has an endpoint of its own in every zone, without the private name it cannot have', () => {
  const template = synthesizeEndpoints();

  template.resourceCountIs('AWS::EC2::VPCEndpoint', brokers.length);
  for (const { serviceName } of brokers) {
    const subnets = new Capture();
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: serviceName,
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: false,
      SubnetIds: subnets,
    });
    expect(subnets.asArray()).toHaveLength(prod.consumer.network.zones.length);
  }
});

test('the zone is the domain of the cluster, inside this VPC', () => {
  const template = synthesizeEndpoints();

  template.resourceCountIs('AWS::Route53::HostedZone', 1);
  template.hasResourceProperties('AWS::Route53::HostedZone', {
    Name: `${clusterDomain}.`,
    VPCs: [Match.objectLike({ VPCRegion: 'eu-central-1' })],
  });
});

test("each broker's name leads to the endpoint of that broker and no other", () => {
  const template = synthesizeEndpoints();
  const endpoints = template.findResources('AWS::EC2::VPCEndpoint');
  const records = Object.values(template.findResources('AWS::Route53::RecordSet'));

  const served = records.map(({ Properties: { Name: name, Type: type, AliasTarget: target } }) => {
    const endpointId = Object.keys(endpoints).find((id) => JSON.stringify(target).includes(`"${id}"`));
    return { name, type, serviceName: endpoints[endpointId!]!['Properties'].ServiceName };
  });
  expect(served).toEqual(
    brokers.map(({ host, serviceName }) => ({ name: `${host}.`, type: 'A', serviceName })),
  );
});

test('an endpoint lets in the tasks alone, on the port of the contract, and nothing out', () => {
  const template = synthesizeEndpoints();
  const groups = template.findResources('AWS::EC2::SecurityGroup', {
    Properties: { GroupDescription: Match.stringLikeRegexp('^Endpoint of broker') },
  });
  const ingress = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'));

  expect(Object.keys(groups)).toHaveLength(brokers.length);
  expect(ingress).toHaveLength(brokers.length);
  for (const { Properties: rule } of ingress) {
    expect(rule).toMatchObject({ IpProtocol: 'tcp', FromPort: port, ToPort: port });
    expect(rule.SourceSecurityGroupId['Fn::GetAtt'][0]).toMatch(/^NetworkTaskSecurityGroup/);
  }
  for (const group of Object.values(groups)) {
    expect(group['Properties'].SecurityGroupEgress).toEqual([
      expect.objectContaining({ CidrIp: '255.255.255.255/32', Description: 'Disallow all traffic' }),
    ]);
  }
});

test('names that are known only at deployment are taken as they are', () => {
  const later = (value: string) => Fn.importValue(value);
  const template = synthesizeEndpoints({
    ...EXAMPLE_CONTRACT,
    clusterDomain: later('domain'),
    brokers: [{ id: 1, host: later('host'), serviceName: later('service') }],
  });

  template.hasResourceProperties('AWS::Route53::HostedZone', {
    Name: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'domain' }, '.']] },
  });
  template.hasResourceProperties('AWS::Route53::RecordSet', {
    Name: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'host' }, '.']] },
  });
});

test("a zone that would hide the region's other clusters is refused", () => {
  expect(() =>
    synthesizeEndpoints({ ...EXAMPLE_CONTRACT, clusterDomain: 'kafka.eu-central-1.amazonaws.com' }),
  ).toThrow(ClusterDomainError);
});
