import { authenticate, type Authenticator, type Caller } from '../authenticate.ts';
import { AuthenticationError, type AuthenticationFailure, ServiceError } from '../errors.ts';
import { type FaultErrors, type Faults, suffer } from '../faults/suffer.ts';
import type { GlueContext } from '../glue/operation.ts';
import { GLUE_OPERATIONS } from '../glue/operations.ts';
import { authorizeGlue } from '../iam/authorize.ts';
import { regionOf, type RegistryStore } from '../registry-state.ts';
import type { ProtocolRequest, ProtocolResponse, UnexpectedErrorListener } from './exchange.ts';

/*
 * AWS JSON 1.1, the protocol of Glue:
 *
 *   POST /   X-Amz-Target: AWSGlue.<operation>   body: the input as JSON
 *   200      the output as JSON
 *   400/500  {"__type": "<code>", "Message": "<sentence>"}
 */
export interface JsonProtocol {
  readonly authenticator: Authenticator;
  readonly store: RegistryStore;
  readonly faults: Faults;
  readonly pendingDelayMs: number;
  readonly deleteDelayMs: number;
  /** Settles once everything an answer could rest on survives a kill. */
  readonly durable: () => Promise<void>;
  readonly onUnexpectedError: UnexpectedErrorListener;
}

const TARGET_PREFIX = 'AWSGlue.';

/** Without a message of its own the client gets the one of the error. */
const AUTHENTICATION_ERRORS: Readonly<Record<AuthenticationFailure, { code: string; message?: string }>> = {
  missing: { code: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
  incomplete: { code: 'IncompleteSignatureException' },
  unknown_key: {
    code: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  },
  expired: {
    code: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  },
  wrong_signature: { code: 'InvalidSignatureException' },
};

const FAULT_ERRORS: FaultErrors = {
  throttle: () => new ServiceError('ThrottlingException', 'Rate exceeded'),
  'internal-error': () => new ServiceError('InternalServiceException', 'A fault on demand', 500),
  conflict: () => new ServiceError('ConcurrentModificationException', 'A fault on demand'),
};

export async function answerJson(
  request: ProtocolRequest,
  protocol: JsonProtocol,
): Promise<ProtocolResponse> {
  try {
    const output = await runOperation(request, protocol);
    await protocol.durable();
    return json(200, output);
  } catch (error) {
    return errorAnswer(error, request, protocol);
  }
}

async function runOperation(
  request: ProtocolRequest,
  protocol: JsonProtocol,
): Promise<Record<string, unknown>> {
  const { 'x-amz-target': target = '' } = request.headers;
  const name = target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : '';
  const run = GLUE_OPERATIONS.get(name);
  if (run === undefined) {
    throw new ServiceError('UnknownOperationException', 'The emulator does not have this operation.');
  }
  const caller = await authenticate(request, 'glue', protocol.authenticator);
  const input = parseBody(request.body);
  authorizeGlue(caller, name, input);
  await suffer(name, protocol.faults, FAULT_ERRORS);
  return run(input, toContext(caller, protocol));
}

function toContext(caller: Caller, protocol: JsonProtocol): GlueContext {
  return {
    store: protocol.store,
    region: regionOf(protocol.store, caller.accountId, caller.region),
    nowMs: protocol.authenticator.clock(),
    pendingDelayMs: protocol.pendingDelayMs,
    deleteDelayMs: protocol.deleteDelayMs,
    strikeVersion: () => protocol.faults.plan.strikeVersion(),
  };
}

// An absent member and a null one are the same in this protocol, and an empty body is an empty input.
function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'), (_key, value: unknown) => value ?? undefined) ?? {};
  } catch (error) {
    throw new ServiceError('SerializationException', 'The request is not JSON', 400, { cause: error });
  }
}

function errorAnswer(error: unknown, request: ProtocolRequest, protocol: JsonProtocol): ProtocolResponse {
  if (error instanceof ServiceError) {
    return json(error.httpStatus, { __type: error.code, Message: error.message });
  }
  if (error instanceof AuthenticationError) {
    const { code, message = error.message } = AUTHENTICATION_ERRORS[error.reason];
    return json(400, { __type: code, Message: message });
  }
  protocol.onUnexpectedError(error, request.requestId);
  return json(500, { __type: 'InternalServiceException', Message: `Request ${request.requestId} failed` });
}

function json(status: number, value: unknown): ProtocolResponse {
  return { status, contentType: 'application/x-amz-json-1.1', body: JSON.stringify(value) };
}
