import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnRegistry } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';

export interface SchemaRegistryProps {
  readonly registryName: string;
}

/**
 * The registry alone: schemas and their versions are the producer's, and are made of the events it gets. Retained,
 * because records in the topic are unreadable without the versions that wrote them.
 */
export class SchemaRegistry extends Construct {
  constructor(scope: Construct, id: string, { registryName }: SchemaRegistryProps) {
    super(scope, id);
    const registry = new CfnRegistry(this, 'Registry', {
      name: registryName,
      description: 'Schema versions of the events on Kafka',
    });
    registry.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
