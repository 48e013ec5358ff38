import type { BatchResult, PublishResult } from '@glueline/producer';
import { FUNCTION_NAME } from './child.ts';

/** The function itself failed: its own error, as a caller of Lambda gets it. */
export class FunctionError extends Error {
  override name = 'FunctionError' as const;
  readonly errorType: string;

  constructor(answer: { errorType: string; errorMessage: string }) {
    super(answer.errorMessage);
    this.errorType = answer.errorType;
  }
}

/** The function was not run, or nobody knows whether it was. */
export class InvokeError extends Error {
  override name = 'InvokeError' as const;
}

/** `payload` is JSON, and no array. Throws FunctionError or InvokeError. */
export async function invokeProducer(
  endpoint: string,
  payload: string,
  signal?: AbortSignal,
): Promise<PublishResult> {
  return (await invoke(endpoint, payload, signal)) as PublishResult;
}

/** `payload` is a JSON array of events. Throws FunctionError or InvokeError. */
export async function invokeProducerWithBatch(endpoint: string, payload: string): Promise<BatchResult> {
  return (await invoke(endpoint, payload)) as BatchResult;
}

async function invoke(endpoint: string, payload: string, signal?: AbortSignal): Promise<unknown> {
  const url = `${endpoint}/2015-03-31/functions/${FUNCTION_NAME}/invocations`;
  const response = await fetch(url, { method: 'POST', body: payload, signal: signal ?? null }).catch(
    (error: unknown) => {
      throw new InvokeError(`the producer at ${endpoint} does not answer`, { cause: error });
    },
  );
  const answer: unknown = await response.json();
  if (!response.ok) {
    const name = response.headers.get('x-amzn-ErrorType') ?? 'an error without a name';
    throw new InvokeError(`the producer at ${endpoint} answered ${response.status}, ${name}`);
  }
  if (response.headers.has('X-Amz-Function-Error')) {
    throw new FunctionError(answer as { errorType: string; errorMessage: string });
  }
  return answer;
}
