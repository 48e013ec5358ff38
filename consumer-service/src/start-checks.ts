import { AssumeRoleError } from '@glueline/schema-registry';
import type { ConsumerConfig } from './config.ts';
import { StartError } from './errors.ts';
import type { Pipeline } from './pipeline.ts';
import { waitAtStart } from './wait-at-start.ts';
import { checkTable } from './table/check-table.ts';

/**
 * One after the other, so that the first that fails is named alone. What waiting may mend is waited for until the
 * deadline they share. Throws StartError, or the signal's reason.
 */
export async function checkOutsideParts(
  config: ConsumerConfig,
  { registry, clients, ensureDeadLetterTopic }: Pipeline,
  signal: AbortSignal,
): Promise<void> {
  const { registryRoleArn, tableName, brokers, deadLetterTopic, startTimeoutMs: timeoutMs } = config;
  const options = { deadline: AbortSignal.timeout(timeoutMs), timeoutMs, signal };

  await waitAtStart(`cannot assume role ${registryRoleArn}`, async () => registry.assumeRole(), {
    ...options,
    toFinal: toRoleRefusal(registryRoleArn),
  });
  await waitAtStart(
    `cannot use table ${tableName}`,
    async () => checkTable(clients.table, tableName, config.mapping.key),
    options,
  );
  await waitAtStart(
    `cannot reach a Kafka broker at ${brokers.join(', ')} (KAFKA_BROKERS)`,
    async () => clients.fetcher.metadata({ topics: [], forceUpdate: true }),
    options,
  );
  await waitAtStart(
    `cannot find or create dead-letter topic ${deadLetterTopic}`,
    ensureDeadLetterTopic,
    options,
  );
}

function toRoleRefusal(roleArn: string) {
  return (error: unknown): StartError | undefined =>
    error instanceof AssumeRoleError && error.denied
      ? new StartError(
          `not allowed to assume role ${roleArn}: check REGISTRY_EXTERNAL_ID, and that the role's trust policy names this account and that ExternalId`,
          { cause: error },
        )
      : undefined;
}
