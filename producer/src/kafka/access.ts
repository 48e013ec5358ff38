import type { GlueClient } from '@aws-sdk/client-glue';
import {
  type ConnectionSecurity,
  createConnectionSecurity,
  createTokenProvider,
  createTokenSigner,
  type KafkaSecurity,
} from '@glueline/kafka-connection';
import { createRoleToAssume } from '@glueline/schema-registry';

export type KafkaAccess = { readonly connection: ConnectionSecurity; close(): void };

/**
 * As whom the producer speaks to the brokers. With MSK IAM as itself, by the credentials that the SDK has found for
 * the registry too, unless a role to assume is configured.
 */
export function createKafkaAccess(
  security: KafkaSecurity,
  region: string | undefined,
  own: GlueClient['config']['credentials'],
): KafkaAccess {
  const { auth } = security;
  if (auth.method !== 'msk-iam')
    return { connection: createConnectionSecurity(security), close: () => undefined };
  const role =
    auth.role &&
    createRoleToAssume({
      region: region!,
      ...auth.role,
      setting: 'KAFKA_EXTERNAL_ID',
      sessionName: 'glueline-producer',
    });
  const readToken = createTokenProvider(createTokenSigner(region!, role?.credentials ?? own));
  return { connection: createConnectionSecurity(security, readToken), close: () => role?.close() };
}
