import { pino } from 'pino';
import { readConfig } from './config.ts';
import { type InvocationContext, toInvocationDeadline } from './invocation-deadline.ts';
import { createProducerParts, type ProducerParts } from './producer-parts.ts';
import { type BatchResult, publishBatch } from './publish-batch.ts';
import { publishEvent, type PublishResult } from './publish-event.ts';

export type { BatchResult } from './publish-batch.ts';
export type { PublishResult } from './publish-event.ts';

let parts: ProducerParts | undefined;

/**
 * The Lambda function: one invocation publishes one event, or an array of events as a batch. Configuration is read
 * and connections open at the first invocation and serve all later ones.
 * Throws ConfigurationError or one of the errors of `errors.ts`; the invocation then fails visibly.
 */
export async function handler(payload: readonly unknown[], context?: InvocationContext): Promise<BatchResult>;
export async function handler(payload: unknown, context?: InvocationContext): Promise<PublishResult>;
export async function handler(
  payload: unknown,
  context?: InvocationContext,
): Promise<PublishResult | BatchResult> {
  const deadline = toInvocationDeadline(context);
  parts ??= createParts();
  if (!Array.isArray(payload)) return publishEvent(payload, parts, deadline);
  const result = await publishBatch(payload, parts, deadline);
  for (const failure of result.failed) parts.logger.warn(failure, 'an event of a batch was not published');
  return result;
}

/** For hosts that outlive their last invocation; the handler may be called again afterwards. */
export async function closeProducer(): Promise<void> {
  const closing = parts;
  parts = undefined;
  await closing?.close();
}

function createParts(): ProducerParts {
  const config = readConfig(process.env);
  return createProducerParts(config, pino({ name: 'glueline-producer', level: config.logLevel }));
}
