import type { EndToEnd } from '../measure/end-to-end.ts';
import type { Order } from '../measure/order.ts';
import type { Throughput } from '../measure/window.ts';

/** What is known of a contender after a comparison. */
export type Compared = {
  readonly name: string;
  readonly title: string;
  readonly rounds: ReadonlyMap<number, Throughput>;
  readonly order: Order | undefined;
  readonly endToEnd: EndToEnd | undefined;
  /** Why something is missing. */
  readonly failures: readonly string[];
};

/** `unfinished`: what it wrote was in order, but it did not come to the end in its time. */
export type Verdict = 'right' | 'wrong' | 'unfinished' | 'unknown';

/** A fast wrong answer is a wrong answer: one item or one key is enough. */
export function judge({ rounds, order, endToEnd }: Compared): Verdict {
  const different = [...rounds.values()].reduce((sum, round) => sum + round.different, 0);
  if (different > 0) return 'wrong';
  if (order !== undefined && isWrongOrder(order)) return 'wrong';
  if (endToEnd !== undefined && endToEnd.right < endToEnd.items) return 'wrong';
  if (order === undefined || endToEnd === undefined || rounds.size === 0) return 'unknown';
  return order.isCutShort || endToEnd.isCutShort ? 'unfinished' : 'right';
}

/** Of one that was cut short, only what it wrote counts: a write that is older than what it replaces. */
function isWrongOrder({ isCutShort, different, staleWrites, currentKeys, keyCount }: Order): boolean {
  if (different > 0) return true;
  return isCutShort ? staleWrites > 0 : currentKeys < keyCount;
}
