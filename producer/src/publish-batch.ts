import type { Deadline } from './deadline.ts';
import { BatchFailedError, BatchSizeError, PublishError } from './errors.ts';
import type { Position } from './kafka/deliveries.ts';
import {
  prepareEvent,
  type PreparedEvent,
  type PublishParts,
  type PublishResult,
  toPublishResult,
} from './publish-event.ts';

/** `index` is the event's place in the array that was given. */
export type BatchResult = {
  published: (PublishResult & { index: number })[];
  failed: { index: number; errorType: string; errorMessage: string }[];
};

/** Several times what fits into an invocation's payload as long as events are of any size worth a batch. */
export const MAX_BATCH_EVENTS = 1000;

type Outcome = PublishResult | Error;

/**
 * Publishes the good events of a batch, together and in order, and lists the bad ones. Throws only when nothing was
 * published: to send a batch again of which a part is published would publish that part twice.
 * Throws BatchSizeError or BatchFailedError.
 */
export async function publishBatch(
  payloads: readonly unknown[],
  parts: PublishParts,
  deadline: Deadline,
): Promise<BatchResult> {
  const { length } = payloads;
  if (length === 0 || length > MAX_BATCH_EVENTS) {
    throw new BatchSizeError(`a batch must have 1 to ${MAX_BATCH_EVENTS} events (received ${length})`);
  }
  // All at once: what they bring that is new becomes one schema version.
  const prepared = await Promise.allSettled(
    payloads.map(async (payload) => prepareEvent(payload, parts, deadline)),
  );
  const good = prepared.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
  const positions = await publishRecords(good, parts, deadline);
  const outcomes = prepared.map((one) =>
    one.status === 'rejected' ? toError(one.reason) : toOutcome(one.value, positions, parts),
  );
  return toBatchResult(outcomes);
}

async function publishRecords(
  good: readonly PreparedEvent[],
  { publisher }: PublishParts,
  deadline: Deadline,
): Promise<Map<PreparedEvent, Position | PublishError>> {
  if (good.length === 0) return new Map();
  const answers = await publisher.publish(
    good.map(({ record }) => record),
    deadline,
  );
  return new Map(good.map((one, index) => [one, answers[index]!]));
}

function toOutcome(
  prepared: PreparedEvent,
  positions: Map<PreparedEvent, Position | PublishError>,
  parts: PublishParts,
): Outcome {
  const position = positions.get(prepared)!;
  return position instanceof PublishError ? position : toPublishResult(prepared, position, parts);
}

function toBatchResult(outcomes: readonly Outcome[]): BatchResult {
  const result: BatchResult = { published: [], failed: [] };
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome instanceof Error) {
      result.failed.push({ index, errorType: outcome.name, errorMessage: outcome.message });
    } else {
      result.published.push({ index, ...outcome });
    }
  }
  const first = outcomes[0];
  if (result.published.length > 0 || !(first instanceof Error)) return result;
  throw new BatchFailedError(
    `none of ${outcomes.length} events was acknowledged; the first: ${first.name}: ${first.message}`,
    { cause: first },
  );
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
