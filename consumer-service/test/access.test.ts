import { expect, onTestFinished, test } from 'vitest';
import { createAccess } from '../src/access.ts';
import { readConfig } from '../src/config.ts';
import { REQUIRED } from './required-environment.ts';

function accessOf(settings: Record<string, string>) {
  const access = createAccess(readConfig({ ...REQUIRED, ...settings }));
  onTestFinished(() => access.roles.forEach((role) => role.close()));
  return access;
}

test('brokers that know nobody need no role but the registry’s', () => {
  const { roles, registryRole, kafka } = accessOf({});
  expect(roles).toEqual([registryRole]);
  expect(registryRole).toMatchObject({
    roleArn: REQUIRED.REGISTRY_ROLE_ARN,
    setting: 'REGISTRY_EXTERNAL_ID',
  });
  expect(kafka).toEqual({ brokers: ['b-1:9098', 'b-2:9098'], groupId: 'glueline', connection: {} });
});

test('with IAM the brokers get tokens of a role of their own, which is to be assumed too', () => {
  const roleArn = 'arn:aws:iam::111111111111:role/connect';
  const { roles, kafka } = accessOf({
    KAFKA_AUTH: 'msk-iam',
    KAFKA_ROLE_ARN: roleArn,
    KAFKA_EXTERNAL_ID: 'an-id',
  });
  expect(roles[1]).toMatchObject({ roleArn, setting: 'KAFKA_EXTERNAL_ID' });
  expect(kafka.connection.sasl).toMatchObject({ mechanism: 'OAUTHBEARER', token: expect.any(Function) });
});
