import { Duration } from 'aws-cdk-lib';
import {
  AvailabilityZoneRebalancing,
  type CapacityProviderStrategy,
  Cluster,
  ContainerInsights,
  FargatePlatformVersion,
  FargateService,
  type FargateTaskDefinition,
  PropagatedTagSource,
} from 'aws-cdk-lib/aws-ecs';
import { DnsRecordType, type INamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Construct } from 'constructs';
import type { ConsumerNetwork } from './network.ts';

const ON_DEMAND = 'FARGATE';
const SPOT = 'FARGATE_SPOT';

export interface ConsumerServiceProps {
  readonly network: ConsumerNetwork;
  readonly taskDefinition: FargateTaskDefinition;
  /** Whether most tasks above the first may be taken away with two minutes' notice. */
  readonly spot: boolean;
  /** In which the tasks' addresses are found. */
  readonly namespace: INamespace;
}

/** The tasks. Nobody calls them, so there is no load balancer; how many there are is scaling's. */
export class ConsumerService extends Construct {
  readonly service: FargateService;

  constructor(
    scope: Construct,
    id: string,
    { network, taskDefinition, spot, namespace }: ConsumerServiceProps,
  ) {
    super(scope, id);
    const cluster = new Cluster(this, 'Cluster', {
      vpc: network.vpc,
      enableFargateCapacityProviders: true,
      // Without it nothing counts the tasks that run.
      containerInsightsV2: ContainerInsights.ENABLED,
    });
    this.service = new FargateService(this, 'Service', {
      cluster,
      taskDefinition,
      platformVersion: FargatePlatformVersion.VERSION1_4,
      securityGroups: [network.taskSecurityGroup],
      capacityProviderStrategies: toStrategies(spot),
      // New tasks before old ones go: partitions always have an owner. For that while there may be more tasks than partitions.
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
      circuitBreaker: { rollback: true },
      // It would write into the root file system, ask for a shell, and let people into the task's credentials.
      enableExecuteCommand: false,
      enableECSManagedTags: true,
      propagateTags: PropagatedTagSource.SERVICE,
      cloudMapOptions: {
        name: 'consumer',
        cloudMapNamespace: namespace,
        dnsRecordType: DnsRecordType.A,
        dnsTtl: Duration.seconds(15),
      },
    });
  }
}

/** The first task is never interruptible; of the others three in four are. */
function toStrategies(spot: boolean): CapacityProviderStrategy[] {
  if (!spot) return [{ capacityProvider: ON_DEMAND, weight: 1 }];
  return [
    { capacityProvider: ON_DEMAND, base: 1, weight: 1 },
    { capacityProvider: SPOT, weight: 3 },
  ];
}
