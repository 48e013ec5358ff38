import { createDeadline, type Deadline } from './deadline.ts';

/** The part of Lambda's context that is used. */
export type InvocationContext = { getRemainingTimeInMillis?: () => number };

/** For the answer to leave, and for the log to be written, before Lambda ends the process. */
const RESERVE_MS = 500;
/** Where nobody says how long an invocation may take: below the 30 s of which a caller gets tired. */
const DEFAULT_MS = 25_000;

/** Before Lambda would end the invocation without a word about what became of the event. */
export function toInvocationDeadline(context: InvocationContext | undefined): Deadline {
  const remainingMs = context?.getRemainingTimeInMillis?.();
  return createDeadline(remainingMs === undefined ? DEFAULT_MS : Math.max(0, remainingMs - RESERVE_MS));
}
