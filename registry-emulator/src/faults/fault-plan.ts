import { canStrike, type Fault, parseFaults } from './fault.ts';
import { createRandom } from './random.ts';

export type FaultError = 'throttle' | 'internal-error' | 'conflict';

/** What happens to one request: it waits, and then fails or is served. */
interface Strike {
  readonly delayMs: number;
  readonly error: FaultError | undefined;
}

/** What happens to one new version, whatever the check said. */
export interface VersionStrike {
  readonly isFailure: boolean;
  readonly pendingMs: number | undefined;
}

export type FaultState = Fault & {
  /** How often it has struck. */
  readonly struck: number;
};

/**
 * The faults on demand, in order. Every fault that applies strikes: delays add up, the first error ends the matter and
 * those after it do not count down. What strikes when depends on the requests and the seeds only.
 */
export interface FaultPlan {
  /** Forgets all earlier faults and their counts. Throws ConfigurationError and then changes nothing. */
  replace(faults: unknown): void;
  list(): readonly FaultState[];
  strikeRequest(operation: string): Strike;
  strikeVersion(): VersionStrike;
}

interface Armed {
  readonly fault: Fault;
  readonly random: () => number;
  struck: number;
}

const DEFAULT_SEED = 1;

export function createFaultPlan(): FaultPlan {
  let plan: readonly Armed[] = [];
  return {
    replace(faults) {
      plan = parseFaults(faults).map((fault) => ({
        fault,
        random: createRandom(fault.seed ?? DEFAULT_SEED),
        struck: 0,
      }));
    },
    list: () => plan.map(({ fault, struck }) => ({ ...fault, struck })),
    strikeRequest: (operation) => strikeRequest(plan, operation),
    strikeVersion: () => strikeVersion(plan),
  };
}

function strikeRequest(plan: readonly Armed[], operation: string): Strike {
  let delayMs = 0;
  for (const armed of plan) {
    const { fault } = armed;
    if (!canStrike(fault, operation) || !strikes(armed)) continue;
    if (fault.kind === 'delay') delayMs += fault.delayMs;
    else return { delayMs, error: fault.kind as FaultError };
  }
  return { delayMs, error: undefined };
}

function strikeVersion(plan: readonly Armed[]): VersionStrike {
  let isFailure = false;
  let pendingMs: number | undefined;
  for (const armed of plan) {
    const { fault } = armed;
    if (fault.kind === 'version-failure' && strikes(armed)) isFailure = true;
    if (fault.kind === 'version-pending' && strikes(armed)) pendingMs = fault.pendingMs;
  }
  return { isFailure, pendingMs };
}

function strikes(armed: Armed): boolean {
  const { times, probability } = armed.fault;
  if (times !== undefined && armed.struck >= times) return false;
  if (probability !== undefined && armed.random() >= probability) return false;
  armed.struck++;
  return true;
}
