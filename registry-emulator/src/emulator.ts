import { type AccountDefinition, parseAccounts } from './accounts.ts';
import { createAccountsDirectory } from './accounts-directory.ts';
import { openSnapshotFile } from './data/snapshot-file.ts';
import type { UnexpectedErrorListener } from './http/exchange.ts';
import { startServer } from './http/server.ts';
import { createRegistryStore } from './registry-state.ts';
import { createRoleSessions, type RoleSession } from './role-sessions.ts';

export type { AccountDefinition } from './accounts.ts';
export { ConfigurationError } from './errors.ts';
export type { RoleSession } from './role-sessions.ts';

export interface EmulatorOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly accounts: readonly AccountDefinition[];
  /** Without it everything is forgotten at the end. */
  readonly dataDir?: string | undefined;
  /** How long a version under a *_ALL mode stays PENDING; 3 s is when recorded ones were seen settled. */
  readonly pendingDelayMs?: number | undefined;
  /** How long a deleted schema or registry shows DELETING; recorded ones were gone when looked for 0.7 s later. */
  readonly deleteDelayMs?: number | undefined;
  /** Milliseconds since 1970; versions settle, deleted things disappear and sessions expire by it. */
  readonly clock?: (() => number) | undefined;
  readonly onUnexpectedError?: UnexpectedErrorListener | undefined;
  /** Hears of every session of a role, with its secrets: for a service that has to verify signatures itself. */
  readonly onRoleSession?: ((session: RoleSession) => void) | undefined;
}

export interface Emulator {
  readonly endpoint: string;
  close(): Promise<void>;
}

const DEFAULT_PENDING_DELAY_MS = 3000;
const DEFAULT_DELETE_DELAY_MS = 700;

/** Throws ConfigurationError for accounts or a data directory it cannot use; rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const accounts = parseAccounts({ accounts: options.accounts }, 'accounts');
  const { store, file } =
    options.dataDir === undefined
      ? { store: createRegistryStore(), file: undefined }
      : await openSnapshotFile(options.dataDir);
  const server = await startServer(options, {
    authenticator: {
      directory: createAccountsDirectory(accounts),
      sessions: createRoleSessions(options.onRoleSession),
      clock: options.clock ?? Date.now,
    },
    store,
    pendingDelayMs: options.pendingDelayMs ?? DEFAULT_PENDING_DELAY_MS,
    deleteDelayMs: options.deleteDelayMs ?? DEFAULT_DELETE_DELAY_MS,
    durable: async () => file?.durable(),
    onUnexpectedError: options.onUnexpectedError ?? (() => {}),
  });
  return {
    endpoint: server.endpoint,
    async close() {
      await server.close();
      // A write whose client was cut off may still be under way; the directory must be quiet when this resolves.
      await file?.durable();
    },
  };
}
