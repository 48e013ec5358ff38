import { readConfig } from '@glueline/producer/config';
import { expect, test } from 'vitest';
import { prod } from '../../../config/prod.ts';
import { toProducerEnvironment } from '../../../lib/producer/producer-environment.ts';
import { EXAMPLE_CONTRACT } from '../../examples.ts';

const environment = toProducerEnvironment(prod, EXAMPLE_CONTRACT.brokers, EXAMPLE_CONTRACT.port);

test('the function reads its settings from what it is given, with the region that Lambda adds', () => {
  const config = readConfig({ ...environment, AWS_REGION: 'eu-central-1' });
  expect(config).toMatchObject({
    brokers: EXAMPLE_CONTRACT.brokers.map(({ host }) => `${host}:9098`),
    topic: { name: 'sensor' },
    schema: { registryName: 'prod-glueline', schemaName: 'sensor' },
    deviceId: '000001',
  });
  expect(config.security.auth).toMatchObject({ method: 'msk-iam' });
});

test('no setting that Lambda reserves for itself is among them', () => {
  expect(Object.keys(environment).filter((name) => /^(AWS_|LAMBDA_|_)/.test(name))).toEqual([]);
});
