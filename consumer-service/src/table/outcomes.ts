import { ItemRefusedError } from '../errors.ts';
import type { Outage } from '../outage.ts';
import { classifyTableError } from './classify-error.ts';
import type { Failure, Holds } from './holds.ts';
import type { LaneEntry, Lanes } from './lanes.ts';
import type { RequestLimit } from './request-limit.ts';

export type Batch<Entry extends LaneEntry> = {
  entries: Entry[];
  /** Refused together with others: sent by itself until the guilty write is known. */
  isSuspect: boolean;
};

export type Timing = { startedMs: number; endedMs: number; wasInUse: boolean };

export type OutcomeObserver = {
  onThrottled: (throttled: { reason: string; items: number }) => void;
  /** What only a person can mend; undefined when the table works. */
  onOperatorNeeded: (cause: string | undefined) => void;
};

/**
 * What becomes of a batch that was sent:
 *
 *   taken                   answered; its lanes go on
 *   given back, or failed   sent again after a wait, with what its lanes have by then
 *   refused, several        two suspect batches, each sent by itself
 *   refused, one            answered; its lane goes on, with what the write would have replaced
 */
export function createOutcomes<Entry extends LaneEntry>(options: {
  lanes: Lanes<Entry>;
  limit: RequestLimit;
  holds: Holds<Entry>;
  outage: Pick<Outage, 'recovered'>;
  observer: OutcomeObserver;
  /** Per key: the write that was sent, after those that it replaced. */
  onStored: (keys: Entry[][]) => void;
  onRefused: (entry: Entry, error: ItemRefusedError) => void;
  sendAgain: (batch: Batch<Entry>) => void;
}) {
  const { lanes, limit, holds, outage, observer, onStored, onRefused, sendAgain } = options;

  function holdBatch({ entries, isSuspect }: Batch<Entry>, failure: Failure): void {
    holds.hold(entries, failure, (held) => sendAgain({ entries: held, isSuspect }));
  }

  function givenBack(batch: Batch<Entry>, timing: Timing): void {
    limit.overloaded(timing);
    observer.onThrottled({ reason: 'unprocessed', items: batch.entries.length });
    const { startedMs } = timing;
    const cause = 'table_unprocessed_items';
    holdBatch(batch, { cause, startedMs, mayHaveLanded: false, needsOperator: false });
  }

  /** DynamoDB refuses a batch as a whole and does not say for which write: halve it until one is left. */
  function isolate(entries: Entry[], cause: unknown): void {
    const [first] = entries;
    if (first !== undefined && entries.length === 1) {
      const error = new ItemRefusedError('DynamoDB refuses the write', { cause });
      onRefused(lanes.refused(first), error);
      return;
    }
    const middle = Math.ceil(entries.length / 2);
    sendAgain({ entries: entries.slice(0, middle), isSuspect: true });
    sendAgain({ entries: entries.slice(middle), isSuspect: true });
  }

  return {
    answered({ entries, isSuspect }: Batch<Entry>, givenBackKeys: ReadonlySet<string>, timing: Timing): void {
      const isWhole = givenBackKeys.size === 0;
      const taken = isWhole ? entries : entries.filter(({ write }) => !givenBackKeys.has(write.key));
      const left = isWhole ? [] : entries.filter(({ write }) => givenBackKeys.has(write.key));
      if (taken.length > 0) {
        holds.succeeded(timing.endedMs);
        observer.onOperatorNeeded(undefined);
        onStored(taken.map((entry) => lanes.stored(entry)));
      }
      if (left.length > 0) return givenBack({ entries: left, isSuspect }, timing);
      limit.succeeded(timing);
      outage.recovered();
    },
    failed(batch: Batch<Entry>, error: unknown, timing: Timing): void {
      const { kind, cause } = classifyTableError(error);
      if (kind === 'refused') return isolate(batch.entries, error);
      const needsOperator = kind === 'operator';
      limit.overloaded(timing);
      if (kind === 'throttled') observer.onThrottled({ reason: cause, items: batch.entries.length });
      if (needsOperator) observer.onOperatorNeeded(cause);
      const { startedMs } = timing;
      const mayHaveLanded = kind === 'unavailable';
      holdBatch(batch, { cause: `table_${cause}`, error, startedMs, mayHaveLanded, needsOperator });
    },
  };
}
