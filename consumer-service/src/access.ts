import { createConnectionSecurity, createTokenProvider, createTokenSigner } from '@glueline/kafka-connection';
import { createRoleToAssume, type RoleToAssume } from '@glueline/schema-registry';
import type { ConsumerConfig } from './config.ts';
import type { KafkaSettings } from './kafka/clients.ts';

const SESSION_NAME = 'glueline-consumer';

export type Access = {
  /** All that have to be assumed. */
  readonly roles: readonly RoleToAssume[];
  readonly registryRole: RoleToAssume;
  readonly kafka: KafkaSettings;
};

/** As whom the service speaks to the registry and to the brokers. */
export function createAccess({ region, brokers, groupId, security, ...config }: ConsumerConfig): Access {
  const session = { region, sessionName: SESSION_NAME };
  const registryRole = createRoleToAssume({
    ...session,
    roleArn: config.registryRoleArn,
    externalId: config.registryExternalId,
    setting: 'REGISTRY_EXTERNAL_ID',
  });
  const { auth } = security;
  const role = auth.method === 'msk-iam' ? auth.role : undefined;
  const kafkaRole = role && createRoleToAssume({ ...session, ...role, setting: 'KAFKA_EXTERNAL_ID' });
  const readToken = kafkaRole && createTokenProvider(createTokenSigner(region, kafkaRole.credentials));
  const connection = createConnectionSecurity(security, readToken);
  return {
    roles: [registryRole, ...(kafkaRole === undefined ? [] : [kafkaRole])],
    registryRole,
    kafka: { brokers, groupId, connection },
  };
}
