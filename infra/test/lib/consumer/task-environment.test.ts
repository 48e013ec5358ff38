import { expect, test } from 'vitest';
import { readConfig } from '../../../../consumer-service/src/config.ts';
import { dev } from '../../../config/dev.ts';
import { prod } from '../../../config/prod.ts';
import { toTaskEnvironment } from '../../../lib/consumer/task-environment.ts';
import { EXAMPLE_CONTRACT } from '../../examples.ts';

function readTaskConfig(config = prod) {
  return readConfig(toTaskEnvironment({ config, contract: EXAMPLE_CONTRACT, tableName: 'items' }));
}

test('the service accepts its variables, and reads what the contract says', () => {
  const { accessRoleArn: roleArn, externalId, topic, deadLetterTopic } = EXAMPLE_CONTRACT;
  const { security, ...config } = readTaskConfig();

  expect(config).toMatchObject({
    region: 'eu-central-1',
    groupId: 'prod-glueline-consumer',
    topic,
    deadLetterTopic,
    tableName: 'items',
    registryRoleArn: roleArn,
    registryExternalId: externalId,
    httpPort: 8080,
    embeddedMetricsNamespace: 'Glueline',
  });
  expect(security).toEqual({
    tls: { ca: undefined },
    auth: { method: 'msk-iam', role: { roleArn, externalId } },
  });
});

test('every broker is one to start from', () => {
  expect(readTaskConfig().brokers).toEqual(
    EXAMPLE_CONTRACT.brokers.map(({ host }) => `${host}:${EXAMPLE_CONTRACT.port}`),
  );
});

test.each([dev, prod])('the service of $name drains within what ECS waits before it kills', (config) => {
  const { drainTimeoutMs } = readTaskConfig(config);

  expect(drainTimeoutMs).toBe(config.consumer.drainTimeoutSeconds * 1000);
  expect(drainTimeoutMs).toBeLessThan(config.consumer.stopTimeoutSeconds * 1000);
});

test('items expire after the days that the environment says', () => {
  expect(readTaskConfig().mapping.ttl).toEqual({ attribute: 'expiresAt', seconds: 365 * 86_400 });
});

test('no item expires in an environment that says nothing of it', () => {
  expect(readTaskConfig(dev).mapping.ttl).toBeUndefined();
});
