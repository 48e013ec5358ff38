/** Of what the runtime tells a handler, what is used here. */
export type InvocationContext = { getRemainingTimeInMillis(): number };

/** To say what became of it before the runtime ends the process, which says nothing. */
const TIME_TO_ANSWER_MS = 20_000;

/** Aborts what is under way while there is still time to answer. */
export function createDeadline(context: InvocationContext): AbortSignal {
  return AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - TIME_TO_ANSWER_MS));
}
