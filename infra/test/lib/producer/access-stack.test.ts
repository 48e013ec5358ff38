import { describe, expect, test } from 'vitest';
import { ofType, synthesizeExample, toResources } from '../../synthesized.ts';

const synthesized = synthesizeExample('two accounts');
const template = synthesized.templates.ProducerAccess;
const resources = toResources(template);

function propertiesOf(type: string): Record<string, unknown>[] {
  return ofType(resources, type).map(([, { Properties }]) => Properties as Record<string, unknown>);
}

function nameOf(value: unknown): string {
  return (
    (value as { Ref?: string; 'Fn::GetAtt'?: string[] })['Fn::GetAtt']?.[0] ?? (value as { Ref: string }).Ref
  );
}

describe('an endpoint service', () => {
  test('is there for each broker, over a load balancer and a target group of its own', () => {
    const services = propertiesOf('AWS::EC2::VPCEndpointService');
    expect(services).toHaveLength(3);
    const balancers = services.map((service) =>
      (service['NetworkLoadBalancerArns'] as unknown[]).map(nameOf),
    );
    expect(new Set(balancers.flat()).size).toBe(3);
    expect(propertiesOf('AWS::ElasticLoadBalancingV2::TargetGroup')).toHaveLength(3);
    const listeners = propertiesOf('AWS::ElasticLoadBalancingV2::Listener');
    const targets = listeners.map(({ DefaultActions }) =>
      nameOf((DefaultActions as { TargetGroupArn: unknown }[])[0]!.TargetGroupArn),
    );
    expect(new Set(targets).size).toBe(3);
  });

  test('lets the account of the consumer connect, and nobody has to accept it', () => {
    expect(
      propertiesOf('AWS::EC2::VPCEndpointService').map((service) => service['AcceptanceRequired']),
    ).toEqual([false, false, false]);
    expect(
      propertiesOf('AWS::EC2::VPCEndpointServicePermissions').map((each) => each['AllowedPrincipals']),
    ).toEqual(Array.from({ length: 3 }, () => ['arn:aws:iam::333333333333:root']));
  });

  test('passes bytes on where the brokers listen, and cuts nobody off who is merely quiet', () => {
    for (const listener of propertiesOf('AWS::ElasticLoadBalancingV2::Listener')) {
      expect(listener).toMatchObject({
        Port: 9098,
        Protocol: 'TCP',
        ListenerAttributes: [{ Key: 'tcp.idle_timeout.seconds', Value: '600' }],
      });
    }
  });

  test('takes connections through the endpoint from any address, and reaches the broker from any zone', () => {
    for (const balancer of propertiesOf('AWS::ElasticLoadBalancingV2::LoadBalancer')) {
      expect(balancer).toMatchObject({
        Scheme: 'internal',
        Type: 'network',
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
      });
      expect(balancer['LoadBalancerAttributes']).toContainEqual({
        Key: 'load_balancing.cross_zone.enabled',
        Value: 'true',
      });
      expect(balancer).not.toHaveProperty('Name');
    }
  });

  test('leaves its targets to the reconciler, and gives a broker that restarts half a minute', () => {
    for (const group of propertiesOf('AWS::ElasticLoadBalancingV2::TargetGroup')) {
      expect(group).not.toHaveProperty('Targets');
      expect(group).not.toHaveProperty('Name');
      expect(group).toMatchObject({
        TargetType: 'ip',
        Port: 9098,
        Protocol: 'TCP',
        HealthCheckIntervalSeconds: 10,
      });
      expect(group['TargetGroupAttributes']).toEqual(
        expect.arrayContaining([
          { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
          { Key: 'preserve_client_ip.enabled', Value: 'false' },
        ]),
      );
    }
  });
});

describe('the role of the consumer', () => {
  const role = ofType(resources, 'AWS::IAM::Role').find(
    ([, { Properties }]) => Properties?.['RoleName'] !== undefined,
  );
  const { Properties = {} } = role![1];

  test('has the name by which the other account knows it', () => {
    expect(Properties['RoleName']).toBe('prod-glueline-consumer-access');
  });

  test('is assumed by the task role of the other account alone, with the ExternalId', () => {
    expect(Properties['AssumeRolePolicyDocument']).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: 'arn:aws:iam::333333333333:root' },
          Condition: {
            ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::333333333333:role/prod-glueline-consumer-task' },
            StringEquals: { 'sts:ExternalId': 'glueline-prod' },
          },
        },
      ],
    });
  });
});

describe('security groups', () => {
  test('let producers and load balancers reach brokers, producers the registry, and nobody anything else', () => {
    const toRule = ({
      GroupId,
      SourceSecurityGroupId,
      FromPort,
      ToPort,
      IpProtocol,
    }: Record<string, unknown>) =>
      `${toName(SourceSecurityGroupId)} -> ${toName(GroupId)} ${String(IpProtocol)} ${String(FromPort)}-${String(ToPort)}`;
    expect(propertiesOf('AWS::EC2::SecurityGroupIngress').map(toRule).toSorted()).toEqual([
      'ClientAccessLoadBalancers -> KafkaSecurityGroup tcp 9098-9098',
      'ClientAccessProducer -> KafkaSecurityGroup tcp 9098-9098',
      'ClientAccessProducer -> NetworkRegistryEndpointSecurityGroup tcp 443-443',
    ]);
  });

  test('let nobody out but there', () => {
    const toRule = ({ GroupId, DestinationSecurityGroupId, FromPort }: Record<string, unknown>) =>
      `${toName(GroupId)} -> ${toName(DestinationSecurityGroupId)} ${String(FromPort)}`;
    expect(propertiesOf('AWS::EC2::SecurityGroupEgress').map(toRule).toSorted()).toEqual([
      'ClientAccessLoadBalancers -> KafkaSecurityGroup 9098',
      'ClientAccessProducer -> KafkaSecurityGroup 9098',
      'ClientAccessProducer -> NetworkRegistryEndpointSecurityGroup 443',
    ]);
    for (const group of propertiesOf('AWS::EC2::SecurityGroup')) {
      expect(group).not.toHaveProperty('SecurityGroupIngress');
      expect(group).not.toHaveProperty('SecurityGroupEgress');
    }
  });

  function toName(value: unknown): string {
    const output = (value as { 'Fn::GetStackOutput'?: { OutputName: string } })['Fn::GetStackOutput']
      ?.OutputName;
    const name = output?.replace('PublishOutputFnGetAtt', '') ?? nameOf(value);
    return name.replace(/[0-9A-F]{8}(GroupId[0-9A-F]{8})?$/, '');
  }
});

test('the alarms of the way to the brokers are two per broker, and wait out a patch', () => {
  const alarms = propertiesOf('AWS::CloudWatch::Alarm').filter(
    ({ Namespace }) => Namespace === 'AWS/NetworkELB',
  );
  expect(alarms.map(({ MetricName }) => String(MetricName)).toSorted()).toEqual([
    ...Array.from({ length: 3 }, () => 'HealthyHostCount'),
    ...Array.from({ length: 3 }, () => 'UnHealthyHostCount'),
  ]);
  for (const alarm of alarms) expect(alarm).toMatchObject({ Period: 60, EvaluationPeriods: 20 });
});

test('the producer has alarms for failing, for being turned away, and for being slow', () => {
  const alarms = propertiesOf('AWS::CloudWatch::Alarm').filter(({ AlarmDescription }) =>
    (AlarmDescription as string).includes('#the-producer-'),
  );
  expect(alarms.map(({ MetricName, Threshold }) => [MetricName, Threshold])).toEqual([
    ['Errors', 1],
    ['Throttles', 1],
    ['Duration', 20_000],
  ]);
});

test('the contract is an output, for a consumer that another pipeline deploys', () => {
  const outputs = template.toJSON()['Outputs'] as Record<string, { Value: unknown }>;
  const text = JSON.stringify(outputs['ConnectivityContract']!.Value);
  for (const member of [
    'brokers',
    'serviceName',
    'port',
    'clusterArn',
    'clusterDomain',
    'accessRoleArn',
    'externalId',
    'registryName',
    'deadLetterTopic',
  ]) {
    expect(text).toContain(`\\"${member}\\":`);
  }
});
