import { expect, test } from 'vitest';
import { synthesizeConsumer } from './consumer-stacks.ts';

const { service } = synthesizeConsumer();

test('who carries the group of scrapers may ask the tasks for their metrics, and may do nothing else', () => {
  const [scraperId] = Object.keys(
    service.findResources('AWS::EC2::SecurityGroup', {
      Properties: { GroupDescription: 'May read /metrics of the consumer service' },
    }),
  );
  const group = { 'Fn::GetAtt': [scraperId, 'GroupId'] };
  const rules = (type: string, properties: object) =>
    Object.values(service.findResources(type, { Properties: properties })).map(({ Properties: rule }) => [
      rule.FromPort,
      rule.ToPort,
    ]);

  expect(rules('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: group })).toEqual([[8080, 8080]]);
  expect(rules('AWS::EC2::SecurityGroupEgress', { GroupId: group })).toEqual([[8080, 8080]]);
});

test('the addresses of the tasks are found under one name', () => {
  service.hasResourceProperties('AWS::ServiceDiscovery::PrivateDnsNamespace', {
    Name: 'prod.glueline.internal',
  });
  service.hasResourceProperties('AWS::ServiceDiscovery::Service', {
    Name: 'consumer',
    DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 15 }], RoutingPolicy: 'MULTIVALUE' },
  });
});
