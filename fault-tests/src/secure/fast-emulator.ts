import { type Accounts, allow, PRODUCER_POLICY, toAccountsDocument } from '@glueline/local/parts';
import { type Emulator, type RoleSession, startEmulator } from '@glueline/registry-emulator';

export const KAFKA_ROLE_NAME = 'glueline-kafka-connect';
export const KAFKA_EXTERNAL_ID = 'kafka-external-id';

/** The accounts of the usual emulator with a role more, for Kafka, and by another clock. */
export async function startFastEmulator(
  accounts: Accounts,
  options: { clock: () => number; maxClockSkewMs: number; onRoleSession: (session: RoleSession) => void },
): Promise<Emulator> {
  const [producer, consumer] = toAccountsDocument(accounts).accounts;
  const kafkaRole = {
    roleName: KAFKA_ROLE_NAME,
    trustedPrincipals: [accounts.consumer.accountId, accounts.producer.accountId],
    externalId: KAFKA_EXTERNAL_ID,
    maxSessionDurationSeconds: 3600,
    // The producer may have it for its own role. What it may do in Kafka is for the broker to judge.
    policies: [PRODUCER_POLICY],
  };
  const mayConnect = allow(
    'sts:AssumeRole',
    `arn:aws:iam::${accounts.producer.accountId}:role/${KAFKA_ROLE_NAME}`,
  );
  const [reader] = consumer!.users;
  const withKafka = [
    { ...producer!, roles: [...producer!.roles, kafkaRole] },
    { ...consumer!, users: [{ ...reader!, policies: [...(reader?.policies ?? []), mayConnect] }] },
  ];
  return startEmulator({ host: '127.0.0.1', port: 0, accounts: withKafka, ...options });
}
