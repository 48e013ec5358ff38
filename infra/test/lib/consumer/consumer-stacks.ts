import { Template } from 'aws-cdk-lib/assertions';
import { prod } from '../../../config/prod.ts';
import { ConsumerDataStack } from '../../../lib/consumer/data-stack.ts';
import { ConsumerServiceStack } from '../../../lib/consumer/service-stack.ts';
import { EXAMPLE_CONTRACT } from '../../examples.ts';
import { createTestApp } from '../../test-app.ts';

/** Both stacks of the consumer's account, by default of `prod` and with a contract whose values are known. */
export function synthesizeConsumer({ config = prod, contract = EXAMPLE_CONTRACT } = {}) {
  const app = createTestApp();
  const env = { account: config.consumer.accountId, region: config.region };
  const data = new ConsumerDataStack(app, 'ConsumerData', { config, env });
  const service = new ConsumerServiceStack(app, 'ConsumerService', { config, contract, data, env });
  return {
    app,
    stacks: { data, service },
    data: Template.fromStack(data),
    service: Template.fromStack(service),
  };
}
