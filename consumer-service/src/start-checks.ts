import { describeConnectFailure } from '@glueline/kafka-connection';
import type { ConsumerConfig } from './config.ts';
import type { Pipeline } from './pipeline.ts';
import { readPinnedVersion } from './pinned-version.ts';
import { toRoleRefusal } from './role-refusal.ts';
import { waitAtStart } from './wait-at-start.ts';
import { checkTable } from './table/check-table.ts';

/**
 * One after the other, so that the first that fails is named alone. What waiting may mend is waited for until the
 * deadline they share. Throws StartError, or the signal's reason.
 */
export async function checkOutsideParts(
  config: ConsumerConfig,
  { roles, clients, registry, puts, ensureDeadLetterTopic }: Pipeline,
  signal: AbortSignal,
): Promise<void> {
  const { tableName, deadLetterTopic, startTimeoutMs: timeoutMs } = config;
  const options = { deadline: AbortSignal.timeout(timeoutMs), timeoutMs, signal };

  for (const { roleArn, setting, credentials } of roles) {
    await waitAtStart(`cannot assume role ${roleArn}`, credentials, {
      ...options,
      toFinal: toRoleRefusal(roleArn, setting),
    });
  }
  const { readerSchemaVersionId: id } = config;
  if (id !== undefined) {
    const read = async () => readPinnedVersion(async () => registry.tryVersion(id), config.mapping.key);
    puts.pin(await waitAtStart('cannot read the schema version of READER_SCHEMA_VERSION_ID', read, options));
  }
  await waitAtStart(
    `cannot use table ${tableName}`,
    async () => checkTable(clients.table, tableName, config.mapping.key),
    options,
  );
  await waitAtStart(
    (error) => describeConnectFailure(config, error),
    async () => clients.fetcher.metadata({ topics: [], forceUpdate: true }),
    options,
  );
  await waitAtStart(
    `cannot find or create dead-letter topic ${deadLetterTopic}`,
    ensureDeadLetterTopic,
    options,
  );
}
