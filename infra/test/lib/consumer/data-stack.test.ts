import { expect, test } from 'vitest';
import { dev } from '../../../config/dev.ts';
import { prod } from '../../../config/prod.ts';
import { synthesizeConsumer } from './consumer-stacks.ts';

test('the stack with the data is not deleted by mistake', () => {
  expect(synthesizeConsumer().stacks.data.terminationProtection).toBe(true);
});

test('items expire only where the environment says so', () => {
  const isExpiring = (config: typeof prod) => {
    const [table] = Object.values(
      synthesizeConsumer({ config }).data.findResources('AWS::DynamoDB::GlobalTable'),
    );
    return table!['Properties'].TimeToLiveSpecification !== undefined;
  };

  expect([isExpiring(dev), isExpiring(prod)]).toEqual([false, true]);
});

test('alarms are sent to the address of the environment', () => {
  synthesizeConsumer().data.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'items-on-call@example.com',
  });
  synthesizeConsumer({ config: dev }).data.resourceCountIs('AWS::SNS::Subscription', 0);
});
