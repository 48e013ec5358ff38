import { setTimeout as delay } from 'node:timers/promises';

/** A deployment waits for minutes on an answer that was lost, and then fails. */
const MAX_ATTEMPTS = 4;
const ATTEMPT_TIMEOUT_MS = 3000;
const FIRST_PAUSE_MS = 200;

/** An answer could not be delivered. Its message has no part of the address, which is a secret. */
export class AnswerNotSentError extends Error {
  override readonly name = 'AnswerNotSentError' as const;
}

/** Throws AnswerNotSentError. */
export async function sendAnswer(url: string, body: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const failure = await tryToSend(url, body);
    if (failure === undefined) return;
    if (attempt === MAX_ATTEMPTS) {
      throw new AnswerNotSentError(`CloudFormation was not answered in ${MAX_ATTEMPTS} attempts: ${failure}`);
    }
    await delay(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
  }
}

/** Resolves to what went wrong. The causes of `fetch` name the address: only their codes are passed on. */
async function tryToSend(url: string, body: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'PUT',
      // The address was signed for a request without a type.
      headers: { 'content-type': '' },
      body: Buffer.from(body),
      signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? name;
  }
}
