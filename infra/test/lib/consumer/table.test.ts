import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { ItemTable } from '../../../lib/consumer/table.ts';
import { createTestStack } from '../../test-app.ts';

function synthesizeTable(expires: boolean): Template {
  const stack = createTestStack();
  new ItemTable(stack, 'Items', { expires });
  return Template.fromStack(stack);
}

test('the table has the key that the service checks, and is paid for by use', () => {
  synthesizeTable(false).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    KeySchema: [
      { AttributeName: 'deviceId', KeyType: 'HASH' },
      { AttributeName: 'timestamp', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'deviceId', AttributeType: 'S' },
      { AttributeName: 'timestamp', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  });
});

test('the table can be restored to any second, and neither deleted by hand nor with its stack', () => {
  const [table] = Object.values(synthesizeTable(false).findResources('AWS::DynamoDB::GlobalTable'));

  expect(table).toMatchObject({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    },
  });
});

test('items expire by their own attribute when they are to', () => {
  synthesizeTable(true).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  });
});

test('no item expires unless it is to', () => {
  synthesizeTable(false).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    TimeToLiveSpecification: Match.absent(),
  });
});
