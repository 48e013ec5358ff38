import { expect, test } from 'vitest';
import { classifyTableError } from '../../src/table/classify-error.ts';

function createError(name: string, httpStatusCode?: number, message = ''): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

test.each([
  ['ProvisionedThroughputExceededException', 400, 'throttled', 'provisioned_throughput'],
  ['ThrottlingException', 400, 'throttled', 'throttling'],
  ['RequestLimitExceeded', 400, 'throttled', 'request_limit'],
  ['ItemCollectionSizeLimitExceededException', 400, 'operator', 'item_collection_size'],
  ['InternalServerError', 500, 'unavailable', 'server_error'],
  ['InternalServerErrorException', 500, 'unavailable', 'server_error'],
  ['InternalFailure', 500, 'unavailable', 'server_error'],
  ['ServiceUnavailable', 503, 'unavailable', 'server_error'],
  ['ServiceUnavailableException', 503, 'unavailable', 'server_error'],
  ['ReplicatedWriteConflictException', 400, 'unavailable', 'write_conflict'],
  ['TimeoutError', undefined, 'unavailable', 'timeout'],
  ['DeadlineError', undefined, 'unavailable', 'timeout'],
  ['ResourceNotFoundException', 400, 'operator', 'table_missing'],
  ['AccessDeniedException', 400, 'operator', 'access_denied'],
  ['KMSAccessDeniedException', 400, 'operator', 'access_denied'],
  ['UnrecognizedClientException', 400, 'operator', 'credentials'],
  ['InvalidSignatureException', 403, 'operator', 'credentials'],
  ['IncompleteSignatureException', 400, 'operator', 'credentials'],
  ['MissingAuthenticationTokenException', 400, 'operator', 'credentials'],
  ['ExpiredTokenException', 400, 'operator', 'credentials'],
  ['ExpiredToken', 400, 'operator', 'credentials'],
  ['CredentialsProviderError', undefined, 'operator', 'credentials'],
  ['ValidationException', 400, 'refused', 'validation'],
])('%s with status %s is %s (%s)', (name, status, kind, cause) => {
  expect(classifyTableError(createError(name, status))).toEqual({ kind, cause });
});

test.each([
  [429, 'throttled', 'throttling'],
  [503, 'unavailable', 'server_error'],
  [403, 'operator', 'unknown'],
  [undefined, 'unavailable', 'network'],
])('a name nobody knows is classified by its status: %s is %s (%s)', (status, kind, cause) => {
  expect(classifyTableError(createError('NeverHeardOf', status))).toEqual({ kind, cause });
});

test('a table with another key is not the fault of the items', () => {
  const messages = [
    'One of the required keys was not given a value',
    'The provided key element does not match the schema',
    'One or more parameter values were invalid: Missing the key id in the item',
  ];
  for (const message of messages) {
    const kind = classifyTableError(createError('ValidationException', 400, message));
    expect(kind).toEqual({ kind: 'operator', cause: 'key_schema' });
  }
});

test('no record is ever given up for an error that is none', () => {
  expect(classifyTableError('a text')).toEqual({ kind: 'unavailable', cause: 'unknown' });
});
