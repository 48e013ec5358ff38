import { findConnectFailure, type KafkaSecurity } from '@glueline/kafka-connection';
import type { ProduceResult } from '@platformatic/kafka';
import { PublishError } from '../errors.ts';

export type Destination = { topic: string; brokers: readonly string[]; security: KafkaSecurity };

export function toPublishError(destination: Destination, error: unknown): PublishError {
  if (error instanceof PublishError) return error;
  const failure = findConnectFailure(destination, error);
  const reason = failure === undefined ? toRootMessage(error) : `${failure}: ${toRootMessage(error)}`;
  return new PublishError(`topic ${destination.topic} did not acknowledge the record: ${reason}`, {
    cause: error,
  });
}

export function toLateError({ topic }: Destination): PublishError {
  return new PublishError(`topic ${topic} did not acknowledge the record within its time`);
}

export function toUnsentError({ topic }: Destination, earlier: PublishError): PublishError {
  return new PublishError(
    `not sent: topic ${topic} did not acknowledge an earlier record of the same partition`,
    { cause: earlier },
  );
}

/** When some leaders acknowledged and others did not, the client's error says what the former did. */
export function readAcknowledged(error: unknown): ProduceResult | undefined {
  return error instanceof Error && 'produced' in error ? (error.produced as ProduceResult) : undefined;
}

/** The client wraps each attempt's error in several layers; only the innermost one says what happened. */
function toRootMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return toRootMessage(error.errors.at(-1));
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : toRootMessage(error.cause);
}
