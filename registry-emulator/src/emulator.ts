import { type AccountDefinition, parseAccounts } from './accounts.ts';
import { createAccountsDirectory } from './accounts-directory.ts';
import { createFaultPlan, type FaultState } from './faults/fault-plan.ts';
import type { Fault } from './faults/fault.ts';
import type { UnexpectedErrorListener } from './http/exchange.ts';
import { startServer } from './http/server.ts';
import { createRegistryStore } from './registry-state.ts';
import { createRoleSessions, type RoleSession } from './role-sessions.ts';

export type { AccountDefinition } from './accounts.ts';
export { ConfigurationError } from './errors.ts';
export type { FaultState } from './faults/fault-plan.ts';
export type { Fault } from './faults/fault.ts';
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
  /** How far from it clients may sign: 5 minutes as in AWS, which is little when the clock runs fast. */
  readonly maxClockSkewMs?: number | undefined;
  readonly onUnexpectedError?: UnexpectedErrorListener | undefined;
  /** Hears of every session of a role, with its secrets: for a service that has to verify signatures itself. */
  readonly onRoleSession?: ((session: RoleSession) => void) | undefined;
  /** Lets other processes set faults at /_emulator/faults. */
  readonly isFaultControlEnabled?: boolean | undefined;
}

export interface Emulator {
  readonly endpoint: string;
  readonly faults: {
    /** Takes the place of all earlier ones. Throws ConfigurationError. */
    replace(faults: readonly Fault[]): void;
    list(): readonly FaultState[];
  };
  close(): Promise<void>;
}

const DEFAULT_PENDING_DELAY_MS = 3000;
const DEFAULT_MAX_CLOCK_SKEW_MS = 5 * 60_000;
const DEFAULT_DELETE_DELAY_MS = 700;

/** Throws ConfigurationError for accounts or a data directory it cannot use; rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const accounts = parseAccounts({ accounts: options.accounts }, 'accounts');
  const { store, file } = await openStore(options.dataDir);
  const plan = createFaultPlan();
  const closing = new AbortController();
  const server = await startServer(options, {
    faults: { plan, closing: closing.signal },
    isFaultControlEnabled: options.isFaultControlEnabled ?? false,
    authenticator: {
      directory: createAccountsDirectory(accounts),
      sessions: createRoleSessions(options.onRoleSession),
      clock: options.clock ?? Date.now,
      maxClockSkewMs: options.maxClockSkewMs ?? DEFAULT_MAX_CLOCK_SKEW_MS,
    },
    store,
    pendingDelayMs: options.pendingDelayMs ?? DEFAULT_PENDING_DELAY_MS,
    deleteDelayMs: options.deleteDelayMs ?? DEFAULT_DELETE_DELAY_MS,
    durable: async () => file?.durable(),
    onUnexpectedError: options.onUnexpectedError ?? (() => {}),
  });
  return {
    endpoint: server.endpoint,
    faults: { replace: (faults) => plan.replace(faults), list: () => plan.list() },
    async close() {
      closing.abort();
      await server.close();
      // A write whose client was cut off may still be under way; the directory must be quiet when this resolves.
      await file?.durable();
    },
  };
}

async function openStore(dataDir: string | undefined) {
  if (dataDir === undefined) return { store: createRegistryStore(), file: undefined };
  const { openSnapshotFile } = await import('./data/snapshot-file.ts');
  return openSnapshotFile(dataDir);
}
