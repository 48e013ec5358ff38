import { DeadlineError } from './errors.ts';

const MAX_SERVER_MESSAGE = 200;

/**
 * An error of an outside system as one line for a log: its class, and the innermost message, because clients wrap
 * each attempt's error in several layers. Not for errors about a record: their causes may quote its content.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const root = toRoot(error);
  const name = error.name === 'Error' || error.name === 'AggregateError' ? root.name : error.name;
  const message = readServerMessage(root) ?? (root.message === '' ? error.message : root.message);
  return message === '' ? toCode(root, name) : `${name}: ${message}`;
}

/** A broker often says more than the error code for which the client has a text. */
function readServerMessage(error: Error): string | undefined {
  const message = 'serverErrorMessage' in error ? error.serverErrorMessage : undefined;
  return typeof message === 'string' && message !== '' ? message.slice(0, MAX_SERVER_MESSAGE) : undefined;
}

function toRoot(error: Error): Error {
  if (error instanceof DeadlineError) return error;
  if (error instanceof AggregateError && error.errors.length > 0) {
    const last: unknown = error.errors.at(-1);
    return last instanceof Error ? toRoot(last) : error;
  }
  return error.cause instanceof Error ? toRoot(error.cause) : error;
}

/** Node's connection errors to several addresses at once have a code and no message. */
function toCode(error: Error, name: string): string {
  return 'code' in error ? `${name}: ${String(error.code)}` : name;
}
