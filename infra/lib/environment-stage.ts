import { Stage, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConsumerDataStack } from './consumer/data-stack.ts';
import { ConsumerServiceStack } from './consumer/service-stack.ts';
import type { ConnectivityContract } from './contract.ts';
import type { EnvironmentConfig } from './environment-config.ts';
import { ProducerAccessStack } from './producer/access-stack.ts';
import { ProducerDataStack } from './producer/data-stack.ts';

export interface EnvironmentStageProps {
  readonly config: EnvironmentConfig;
  /**
   * Of an environment whose sides are deployed by two pipelines: what the producer's has stated, or `missing` before it
   * ever did. Otherwise the consumer refers to the producer's stacks.
   */
  readonly contract?: ConnectivityContract | 'missing' | undefined;
}

/** One environment: two stacks that hold something, two that can be made anew, in one account or two. */
export class EnvironmentStage extends Stage {
  constructor(scope: Construct, id: string, { config, contract }: EnvironmentStageProps) {
    super(scope, id);
    const producer = addProducer(this, config);
    const data = new ConsumerDataStack(this, 'ConsumerData', {
      ...toStackProps(config, 'consumer', 'The items, and who hears of alarms'),
      terminationProtection: true,
      config,
    });
    if (contract !== 'missing') {
      const service = new ConsumerServiceStack(this, 'ConsumerService', {
        ...toStackProps(config, 'consumer', 'Reads the topic, and writes items'),
        config,
        contract: contract ?? producer.contract,
        data,
      });
      // A reference that CloudFormation resolves by name alone does not make the CDK wait for who states it.
      service.addStackDependency(data);
      if (contract === undefined) service.addStackDependency(producer);
    }
    tag(this, config);
  }
}

function addProducer(scope: Construct, config: EnvironmentConfig): ProducerAccessStack {
  const data = new ProducerDataStack(scope, 'ProducerData', {
    ...toStackProps(config, 'producer', 'Kafka, its network, and the schema registry'),
    terminationProtection: true,
    config,
  });
  const access = new ProducerAccessStack(scope, 'ProducerAccess', {
    ...toStackProps(config, 'producer', 'Who publishes, and what the consumer reaches'),
    config,
    data,
  });
  access.addStackDependency(data);
  return access;
}

function toStackProps(config: EnvironmentConfig, side: 'producer' | 'consumer', description: string) {
  return { env: { account: config[side].accountId, region: config.region }, description };
}

function tag(scope: Construct, { name, tags }: EnvironmentConfig): void {
  const values = { app: 'glueline', env: name, owner: tags.owner, 'cost-centre': tags.costCentre };
  for (const [key, value] of Object.entries(values)) Tags.of(scope).add(key, value);
}
