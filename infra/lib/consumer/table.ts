import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, type ITableV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

/** Where the service writes when an item expires, once the environment sets `itemTtlDays`. */
export const TTL_ATTRIBUTE = 'expiresAt';

export interface ItemTableProps {
  /** Whether DynamoDB deletes items whose `TTL_ATTRIBUTE` is past. */
  readonly expires: boolean;
}

/** Every event as an item. Survives its stack: nothing else holds the events once Kafka has dropped them. */
export class ItemTable extends Construct {
  readonly table: ITableV2;

  constructor(scope: Construct, id: string, { expires }: ItemTableProps) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      // As PARTITION_KEY and SORT_KEY have it by default: the service checks both at its start.
      partitionKey: { name: 'deviceId', type: AttributeType.STRING },
      sortKey: { name: 'timestamp', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(expires && { timeToLiveAttribute: TTL_ATTRIBUTE }),
    });
  }
}
