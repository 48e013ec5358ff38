import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import {
  createSchemaVersionReader,
  type RoleToAssume,
  SchemaVersionNotFoundError,
} from '@glueline/schema-registry';
import { randomUUID } from 'node:crypto';
import type { ConsumerConfig } from '../config.ts';
import { readPinnedVersion } from '../pinned-version.ts';
import { createRegistryClient } from '../registry/client.ts';
import { toRoleRefusal } from '../role-refusal.ts';
import type { Hop, TryHop } from './try-hop.ts';

const TIMEOUTS = { connectionTimeout: 2000, requestTimeout: 4000, throwOnRequestTimeout: true };
/** The SDK tries three times where nobody answers. */
const DEADLINE_MS = 15_000;
const DENIED = new Set(['AccessDenied', 'AccessDeniedException']);

/** IAM lets everybody ask this: what fails here are the credentials themselves, or the way to STS. */
export async function tryCredentials(
  tryHop: TryHop,
  { region }: ConsumerConfig,
): Promise<string | undefined> {
  // It repeats what a wrong clock made fail, as the client of the role does: a clock is named by the brokers.
  const client = new STSClient({ region, requestHandler: TIMEOUTS });
  try {
    return await tryHop({ hop: 'credentials', deadlineMs: DEADLINE_MS }, async () => {
      const identity = await readIdentity(client);
      return { detail: identity, value: identity };
    });
  } finally {
    client.destroy();
  }
}

async function readIdentity(client: STSClient): Promise<string> {
  try {
    const { Arn: arn } = await client.send(new GetCallerIdentityCommand({}));
    return `of ${arn}`;
  } catch (error) {
    // Only a VPC endpoint's policy can refuse it, and only to somebody whose signature is right.
    if (!(error instanceof Error && DENIED.has(error.name))) throw error;
    return 'accepted; whose they are may not be asked here (sts:GetCallerIdentity)';
  }
}

export async function tryRole(tryHop: TryHop, role: RoleToAssume, identity: string | undefined) {
  const hop: Hop = { hop: 'role', subject: role.roleArn, needs: [identity], deadlineMs: DEADLINE_MS };
  return tryHop(hop, async () => {
    const session = await role.credentials().catch((error: unknown) => {
      throw toRoleRefusal(role.roleArn, role.setting)(error) ?? error;
    });
    return { detail: `assumed with ${role.setting} until ${session.expiration.toISOString()}`, value: role };
  });
}

/**
 * That there is no version of an id can only be told by who may look. Which version the records will name is not
 * known here, unless the configuration pins one.
 */
export async function tryRegistry(tryHop: TryHop, config: ConsumerConfig, role: RoleToAssume | undefined) {
  const hop: Hop = { hop: 'registry', needs: [role], deadlineMs: DEADLINE_MS };
  await tryHop(hop, async () => {
    const client = createRegistryClient(config.region, role!);
    const versions = createSchemaVersionReader({
      client,
      maxCachedVersions: 1,
      prepare: (version) => version,
    });
    const { readerSchemaVersionId: pinned } = config;
    try {
      if (pinned !== undefined) {
        const { number } = await readPinnedVersion(async () => versions.read(pinned), config.mapping.key);
        return { detail: `READER_SCHEMA_VERSION_ID is version ${number}`, value: true };
      }
      await versions.read(randomUUID()).catch((error: unknown) => {
        if (!(error instanceof SchemaVersionNotFoundError)) throw error;
      });
      return { detail: 'GetSchemaVersion answers', value: true };
    } finally {
      client.destroy();
    }
  });
}
