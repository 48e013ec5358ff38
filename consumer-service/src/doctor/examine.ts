import type { RoleToAssume } from '@glueline/schema-registry';
import { type Access, createAccess } from '../access.ts';
import { readConfig } from '../config.ts';
import { tryCredentials, tryRegistry, tryRole } from './credential-hops.ts';
import { examineBrokers } from './examine-brokers.ts';
import type { HopResult } from './hop.ts';
import { tryTable } from './table-hop.ts';
import { createTryHop } from './try-hop.ts';

/**
 * Walks the way of the service hop by hop, and tells each result as soon as it is known. It joins no group, commits
 * nothing and writes nothing, so it may run beside the service.
 */
export async function examine(
  environment: Readonly<Record<string, string | undefined>>,
  onResult: (result: HopResult) => void,
): Promise<void> {
  const tryHop = createTryHop(onResult);
  const config = await tryHop({ hop: 'configuration' }, async () => ({
    detail: 'all settings are well-formed',
    value: readConfig(environment),
  }));
  // Without it there is not even a name for what is not tried.
  if (config === undefined) return;

  const access = createAccess(config);
  try {
    const identity = await tryCredentials(tryHop, config);
    const assumed = new Set<RoleToAssume | undefined>();
    for (const role of access.roles) assumed.add(await tryRole(tryHop, role, identity));
    await tryRegistry(tryHop, config, assumed.has(access.registryRole) ? access.registryRole : undefined);
    await examineBrokers(onResult, config, access, isKnownToBrokers(access, assumed) ? true : undefined);
    await tryTable(tryHop, config, identity);
  } finally {
    for (const role of access.roles) role.close();
  }
}

/** Without a role of their own they ask for a password or for nothing, which needs nobody else. */
function isKnownToBrokers({ roles, registryRole }: Access, assumed: ReadonlySet<unknown>): boolean {
  return roles.every((role) => role === registryRole || assumed.has(role));
}
