import { type Dispatcher, Pool } from 'undici';
import { DeadlineError } from '../errors.ts';
import { MAX_TABLE_REQUESTS, TABLE_TIMEOUTS } from './limits.ts';
import type { HttpAnswer } from './parse-answer.ts';

export type HttpExchange = {
  /** Throws the connection's errors, or DeadlineError; what was sent may have arrived all the same. */
  post(headers: string[], body: Uint8Array): Promise<HttpAnswer>;
  close(): Promise<void>;
};

/** Connections to one origin, kept open, with one request at a time on each. */
export function createHttpExchange(url: URL): HttpExchange {
  const { connectMs, answerMs, exchangeMs } = TABLE_TIMEOUTS;
  const pool = new Pool(url.origin, {
    connections: MAX_TABLE_REQUESTS,
    pipelining: 1,
    // What DynamoDB speaks to all clients of the SDK.
    allowH2: false,
    connect: { timeout: connectMs },
    headersTimeout: answerMs,
    // Time between two parts of a body says nothing about when it ends.
    bodyTimeout: 0,
  });
  return {
    async post(headers, body) {
      return new Promise((resolve, reject) => {
        pool.dispatch(
          { method: 'POST', path: url.pathname, headers, body },
          createHandler(exchangeMs, resolve, reject),
        );
      });
    },
    close: async () => pool.destroy(),
  };
}

/** Without the streams and promises of the client's other ways in, which take as long as all the rest. */
function createHandler(
  deadlineMs: number,
  resolve: (answer: HttpAnswer) => void,
  reject: (error: Error) => void,
): Dispatcher.DispatchHandler {
  let statusCode = 0;
  let headers: HttpAnswer['headers'] = {};
  const chunks: Buffer[] = [];
  let timer: NodeJS.Timeout | undefined;
  return {
    onRequestStart(controller) {
      // Ends the connection too: the rest of an answer that is late would be taken for the next one's.
      timer = setTimeout(() => {
        controller.abort(new DeadlineError(`BatchWriteItem took longer than ${deadlineMs} ms`));
      }, deadlineMs);
    },
    onResponseStart(_controller, status, received) {
      statusCode = status;
      headers = received;
    },
    onResponseData(_controller, chunk) {
      chunks.push(chunk);
    },
    onResponseEnd() {
      clearTimeout(timer);
      resolve({ statusCode, headers, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) });
    },
    onResponseError(_controller, error) {
      clearTimeout(timer);
      reject(error);
    },
  };
}
