import { parseEventArgument, UsageError } from './options.ts';
import {
  FunctionError,
  InvokeError,
  invokeProducer,
  invokeProducerWithBatch,
} from './producer-endpoint/invoke.ts';
import type { RunningPipeline } from './pipeline.ts';
import { findRunningPipeline, NoPipelineError } from './running-pipeline.ts';
import { NotStoredError, waitForItem } from './table/stored-item.ts';
import { renderItem } from './terminal/render-item.ts';
import { complain, say } from './terminal/say.ts';

async function main(): Promise<number> {
  const event = parseEventArgument(process.argv.slice(2));
  const pipeline = await findRunningPipeline();
  const isBatch = Array.isArray(JSON.parse(event));
  return isBatch ? sendBatch(pipeline, event) : sendEvent(pipeline, event);
}

async function sendEvent({ parts, producerEndpoint }: RunningPipeline, event: string): Promise<number> {
  const result = await invokeProducer(producerEndpoint, event);
  say(`schema     ${result.schemaName} version ${result.schemaVersionNumber}`);
  say(`partition  ${result.partition}`);
  say(`offset     ${result.offset}`);
  say(`item       ${renderItem(await waitForItem(parts, result))}`);
  return 0;
}

async function sendBatch({ parts, producerEndpoint }: RunningPipeline, events: string): Promise<number> {
  const { published, failed } = await invokeProducerWithBatch(producerEndpoint, events);
  for (const result of published) {
    say(
      `${result.index}  version ${result.schemaVersionNumber}  ${renderItem(await waitForItem(parts, result))}`,
    );
  }
  for (const { index, errorType, errorMessage } of failed)
    complain(`${index}  ${errorType}: ${errorMessage}`);
  return failed.length === 0 ? 0 : 1;
}

function describe(error: unknown): string {
  if (error instanceof FunctionError) return `the producer failed: ${error.errorType}: ${error.message}`;
  if (error instanceof NotStoredError) return `sent, but ${error.message}: see the consumer's /health`;
  if (error instanceof InvokeError || error instanceof NoPipelineError) return error.message;
  throw error;
}

try {
  process.exitCode = await main();
} catch (error) {
  complain(error instanceof UsageError ? error.message : describe(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
