import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnTopic } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../environment-config.ts';

const DAY_MS = 86_400_000;
/** How long the consumer may be away before records are lost to it: Kafka's own default, stated. */
const RETENTION_DAYS = 7;
/** Long enough for someone to look at what could not be stored, and to put it back. */
const DEAD_LETTER_RETENTION_DAYS = 28;
/** A dead letter is its record and some headers; 8 MiB is the most that brokers of either kind take. */
const DEAD_LETTER_MAX_BYTES = 8 * 1024 * 1024;

export interface TopicsProps {
  readonly clusterArn: string;
  readonly topic: EnvironmentConfig['topic'];
  readonly replicationFactor: number;
}

/**
 * The topics, made here because brokers are told not to create any by themselves: a mistyped name would otherwise become
 * a topic that nobody reads. They are retained; another name or replication factor makes a new, empty topic.
 */
export class Topics extends Construct {
  constructor(scope: Construct, id: string, { clusterArn, topic, replicationFactor }: TopicsProps) {
    super(scope, id);
    const shared = { clusterArn, replicationFactor, partitionCount: topic.partitions };
    const records = new CfnTopic(this, 'Records', {
      ...shared,
      topicName: topic.name,
      configs: toConfigs({ 'retention.ms': RETENTION_DAYS * DAY_MS }),
    });
    const deadLetters = new CfnTopic(this, 'DeadLetters', {
      ...shared,
      topicName: topic.deadLetterName,
      configs: toConfigs({
        'retention.ms': DEAD_LETTER_RETENTION_DAYS * DAY_MS,
        'max.message.bytes': DEAD_LETTER_MAX_BYTES,
      }),
    });
    for (const each of [records, deadLetters]) each.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}

/** As MSK wants them: a properties file in base64. */
function toConfigs(configs: Readonly<Record<string, number>>): string {
  const lines = Object.entries(configs).map(([name, value]) => `${name}=${value}`);
  return Buffer.from(lines.join('\n')).toString('base64');
}
