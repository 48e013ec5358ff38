import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceError } from '../errors.ts';
import type { FaultError, FaultPlan } from './fault-plan.ts';

export interface Faults {
  readonly plan: FaultPlan;
  /** Ends every delay: whoever closes the emulator does not wait for it. */
  readonly closing: AbortSignal;
}

/** What an error of the plan is in a protocol. */
export type FaultErrors = Readonly<Record<FaultError, () => ServiceError>>;

/** Lets the planned faults happen to one request. Throws the protocol's ServiceError. */
export async function suffer(
  operation: string,
  { plan, closing }: Faults,
  errors: FaultErrors,
): Promise<void> {
  const { delayMs, error } = plan.strikeRequest(operation);
  if (delayMs > 0) await waitUnlessClosing(delayMs, closing);
  if (error !== undefined) throw errors[error]();
}

async function waitUnlessClosing(delayMs: number, closing: AbortSignal): Promise<void> {
  try {
    await delay(delayMs, undefined, { signal: closing });
  } catch (error) {
    if (!closing.aborted) throw error;
  }
}
