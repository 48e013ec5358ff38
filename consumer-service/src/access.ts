import { type AssumedRole, createAssumedRole } from './assumed-role.ts';
import type { ConsumerConfig } from './config.ts';
import type { KafkaSettings } from './kafka/clients.ts';
import { createConnectionSecurity } from './kafka/connection-security.ts';
import { createTokenProvider, createTokenSigner } from './kafka/msk-iam-token.ts';

export type Access = {
  /** All that have to be assumed. */
  readonly roles: readonly AssumedRole[];
  readonly registryRole: AssumedRole;
  readonly kafka: KafkaSettings;
};

/** As whom the service speaks to the registry and to the brokers. */
export function createAccess({ region, brokers, groupId, security, ...config }: ConsumerConfig): Access {
  const registryRole = createAssumedRole({
    region,
    roleArn: config.registryRoleArn,
    externalId: config.registryExternalId,
    setting: 'REGISTRY_EXTERNAL_ID',
  });
  const { auth } = security;
  const kafkaRole =
    auth.method === 'msk-iam'
      ? createAssumedRole({ region, ...auth, setting: 'KAFKA_EXTERNAL_ID' })
      : undefined;
  const readToken = kafkaRole && createTokenProvider(createTokenSigner(region, kafkaRole.credentials));
  const connection = createConnectionSecurity(security, readToken);
  return {
    roles: [registryRole, ...(kafkaRole === undefined ? [] : [kafkaRole])],
    registryRole,
    kafka: { brokers, groupId, connection },
  };
}
