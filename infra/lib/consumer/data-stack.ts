import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../alarm-topic.ts';
import type { EnvironmentConfig } from '../environment-config.ts';
import { ItemTable } from './table.ts';

export interface ConsumerDataStackProps extends StackProps {
  readonly config: EnvironmentConfig;
}

/** What of the consumer's account outlives a replacement of the service. */
export class ConsumerDataStack extends Stack {
  readonly table: ITableV2;
  readonly alarmTopic: ITopic;

  constructor(scope: Construct, id: string, { config, ...props }: ConsumerDataStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    const { itemTtlDays, alarmEmail } = config.consumer;
    this.table = new ItemTable(this, 'Items', { expires: itemTtlDays !== undefined }).table;
    this.alarmTopic = new AlarmTopic(this, 'Alarms', { email: alarmEmail }).topic;
  }
}
