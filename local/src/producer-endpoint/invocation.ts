/*
 * The Invoke operation of the Lambda API, as far as callers can tell it from the real one:
 *
 *   X-Amz-Invocation-Type | answer
 *   RequestResponse, none | 200 and the result; 200, X-Amz-Function-Error and { errorType, errorMessage }
 *   Event                 | 202 at once, nothing else
 *   DryRun                | 204
 */
export type InvocationType = 'RequestResponse' | 'Event' | 'DryRun';

/** A request that never reaches the function. `name` is what the API calls it. */
export class InvocationRefusedError extends Error {
  override name: string;
  readonly statusCode: number;

  constructor(name: string, statusCode: number, message: string) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
  }
}

/** For synchronous invocations; asynchronous ones have a lower limit, which is not enforced here. */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** A name, or the ARN of a function, each with or without a qualifier. */
const FUNCTION =
  /^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:)?(?:\d{12}:)?(?:function:)?([\w-]+)(?::(?:\$LATEST|[\w-]+))?$/;

export function toFunctionName(text: string): string {
  const name = FUNCTION.exec(text)?.[1];
  if (name === undefined) {
    throw new InvocationRefusedError('ValidationException', 400, `"${text}" is not the name of a function`);
  }
  return name;
}

export function toInvocationType(header: string | undefined): InvocationType {
  switch (header) {
    case undefined:
    case 'RequestResponse':
      return 'RequestResponse';
    case 'Event':
    case 'DryRun':
      return header;
    default:
      throw new InvocationRefusedError(
        'InvalidParameterValueException',
        400,
        `X-Amz-Invocation-Type must be RequestResponse, Event or DryRun (received "${header}")`,
      );
  }
}

/** An invocation without a payload gets an empty object, as the service gives it. */
export function parsePayload(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    // The parser's own message quotes the payload.
    const refusal = new InvocationRefusedError(
      'InvalidRequestContentException',
      400,
      'Could not parse request body into json',
    );
    refusal.cause = error;
    throw refusal;
  }
}

export function toFunctionError(error: unknown): { errorType: string; errorMessage: string } {
  if (error instanceof Error) return { errorType: error.name, errorMessage: error.message };
  return { errorType: typeof error, errorMessage: String(error) };
}
