import type { Consumer } from '@platformatic/kafka';
import { orAborted, pause } from '../deadline.ts';

const FIRST_POLL_MS = 50;
const MAX_POLL_MS = 500;

/**
 * The producer creates the topic with its first record, which may come long after the service has started.
 * Resolves when all its partitions have leaders; throws the signal's reason when it aborts.
 */
export async function waitForTopic(
  fetcher: Pick<Consumer, 'metadata'>,
  topic: string,
  options: { signal: AbortSignal; onMissing: () => void; onUnreachable: (error: unknown) => void },
): Promise<void> {
  const { signal, onMissing, onUnreachable } = options;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 2, MAX_POLL_MS)) {
    signal.throwIfAborted();
    try {
      await orAborted(fetcher.metadata({ topics: [topic], forceUpdate: true }), signal);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (isUnknownTopic(error)) onMissing();
      else onUnreachable(error);
    }
    await pause(pollMs, signal);
  }
}

/** The client turns the broker's error code into one of its own, which only its text tells from others. */
function isUnknownTopic(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unknown topic ');
}
