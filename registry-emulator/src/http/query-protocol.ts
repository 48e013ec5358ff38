import XMLBuilder from 'fast-xml-builder';
import { authenticate, type Authenticator } from '../authenticate.ts';
import { AuthenticationError, type AuthenticationFailure, ServiceError } from '../errors.ts';
import { type FaultErrors, type Faults, suffer } from '../faults/suffer.ts';
import type { StsParameters, StsResult } from '../sts/operation.ts';
import { STS_OPERATIONS, STS_VERSION } from '../sts/operations.ts';
import type { ProtocolRequest, ProtocolResponse, UnexpectedErrorListener } from './exchange.ts';

/*
 * AWS Query, the protocol of STS:
 *
 *   POST /            body: Action=<operation>&Version=2011-06-15&...   (a form)
 *   GET /?Action=...  the same in the address
 *   200               <XResponse><XResult>...</XResult><ResponseMetadata><RequestId/></ResponseMetadata></XResponse>
 *   4xx               <ErrorResponse><Error><Type/><Code/><Message/></Error><RequestId/></ErrorResponse>
 */
export interface QueryProtocol {
  readonly authenticator: Authenticator;
  readonly faults: Faults;
  readonly onUnexpectedError: UnexpectedErrorListener;
}

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** Without a message of its own the client gets the one of the error. */
const AUTHENTICATION_ERRORS: Readonly<
  Record<AuthenticationFailure, { status: number; code: string; message?: string }>
> = {
  missing: {
    status: 403,
    code: 'MissingAuthenticationToken',
    message: 'Request is missing Authentication Token',
  },
  incomplete: { status: 400, code: 'IncompleteSignature' },
  unknown_key: {
    status: 403,
    code: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid',
  },
  expired: {
    status: 403,
    code: 'ExpiredToken',
    message: 'The security token included in the request is expired',
  },
  wrong_signature: { status: 403, code: 'SignatureDoesNotMatch' },
};

const FAULT_ERRORS: FaultErrors = {
  throttle: () => new ServiceError('Throttling', 'Rate exceeded'),
  'internal-error': internalFailure,
  // Nothing in this protocol can conflict; the plan never strikes it with this.
  conflict: internalFailure,
};

function internalFailure(): ServiceError {
  return new ServiceError('InternalFailure', 'A fault on demand', 500);
}

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true });

export async function answerQuery(
  request: ProtocolRequest,
  protocol: QueryProtocol,
): Promise<ProtocolResponse> {
  try {
    const parameters = readParameters(request);
    const action = parameters.get('Action');
    const result = await runOperation(action, parameters, request, protocol);
    return xml(200, {
      [`${action}Response`]: {
        '@xmlns': NAMESPACE,
        [`${action}Result`]: result,
        ResponseMetadata: { RequestId: request.requestId },
      },
    });
  } catch (error) {
    return errorAnswer(error, request, protocol);
  }
}

function readParameters({ method, query, body }: ProtocolRequest): StsParameters {
  const source = method === 'GET' ? query : new URLSearchParams(body.toString('utf8'));
  return new Map(source);
}

async function runOperation(
  action: string | undefined,
  parameters: StsParameters,
  request: ProtocolRequest,
  { authenticator, faults }: QueryProtocol,
): Promise<StsResult> {
  if (action === undefined) throw new ServiceError('MissingAction', 'Request is missing Action');
  const version = parameters.get('Version');
  const run = version === STS_VERSION ? STS_OPERATIONS.get(action) : undefined;
  if (run === undefined) {
    throw new ServiceError(
      'InvalidAction',
      `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
    );
  }
  const caller = await authenticate(request, 'sts', authenticator);
  await suffer(action, faults, FAULT_ERRORS);
  const { directory, sessions, clock } = authenticator;
  return run(parameters, { caller, directory, sessions, nowMs: clock() });
}

function errorAnswer(error: unknown, request: ProtocolRequest, protocol: QueryProtocol): ProtocolResponse {
  if (error instanceof ServiceError) {
    return errorXml(error.httpStatus, error.code, error.message, request.requestId);
  }
  if (error instanceof AuthenticationError) {
    const { status, code, message = error.message } = AUTHENTICATION_ERRORS[error.reason];
    return errorXml(status, code, message, request.requestId);
  }
  protocol.onUnexpectedError(error, request.requestId);
  return errorXml(500, 'InternalFailure', `Request ${request.requestId} failed`, request.requestId);
}

function errorXml(status: number, code: string, message: string, requestId: string): ProtocolResponse {
  const type = status < 500 ? 'Sender' : 'Receiver';
  return xml(status, {
    ErrorResponse: {
      '@xmlns': NAMESPACE,
      Error: { Type: type, Code: code, Message: withoutForbiddenCharacters(message) },
      RequestId: requestId,
    },
  });
}

// Messages repeat what the caller sent, and XML has no way to write most control characters, not even escaped.
function withoutForbiddenCharacters(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}

function xml(status: number, document: object): ProtocolResponse {
  return { status, contentType: 'text/xml', body: builder.build(document) };
}
