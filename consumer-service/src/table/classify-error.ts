/**
 * What to do about an error of BatchWriteItem:
 *
 *   throttled   the table is busy: try again, later and later
 *   unavailable no answer, or a server's fault: try again; the write may have landed all the same
 *   operator    only a person can mend it: try again rarely, never drop anything
 *   refused     at least one of the items can never be stored: find it
 */
type TableErrorKind = 'throttled' | 'unavailable' | 'operator' | 'refused';

/** `cause` is a metric's label: one of the words below. */
export type TableErrorClass = { kind: TableErrorKind; cause: string };

/** By the error's name, as the service or the SDK gives it. */
const BY_NAME: Readonly<Record<string, TableErrorClass>> = {
  ProvisionedThroughputExceededException: { kind: 'throttled', cause: 'provisioned_throughput' },
  ThrottlingException: { kind: 'throttled', cause: 'throttling' },
  RequestLimitExceeded: { kind: 'throttled', cause: 'request_limit' },
  // Only tables with local secondary indexes have it, and only deleting items ends it.
  ItemCollectionSizeLimitExceededException: { kind: 'operator', cause: 'item_collection_size' },
  InternalServerError: { kind: 'unavailable', cause: 'server_error' },
  InternalServerErrorException: { kind: 'unavailable', cause: 'server_error' },
  InternalFailure: { kind: 'unavailable', cause: 'server_error' },
  ServiceUnavailable: { kind: 'unavailable', cause: 'server_error' },
  ServiceUnavailableException: { kind: 'unavailable', cause: 'server_error' },
  ReplicatedWriteConflictException: { kind: 'unavailable', cause: 'write_conflict' },
  TimeoutError: { kind: 'unavailable', cause: 'timeout' },
  ResourceNotFoundException: { kind: 'operator', cause: 'table_missing' },
  AccessDeniedException: { kind: 'operator', cause: 'access_denied' },
  KMSAccessDeniedException: { kind: 'operator', cause: 'access_denied' },
  UnrecognizedClientException: { kind: 'operator', cause: 'credentials' },
  InvalidSignatureException: { kind: 'operator', cause: 'credentials' },
  IncompleteSignatureException: { kind: 'operator', cause: 'credentials' },
  MissingAuthenticationTokenException: { kind: 'operator', cause: 'credentials' },
  ExpiredTokenException: { kind: 'operator', cause: 'credentials' },
  ExpiredToken: { kind: 'operator', cause: 'credentials' },
  CredentialsProviderError: { kind: 'operator', cause: 'credentials' },
  ValidationException: { kind: 'refused', cause: 'validation' },
};

/** By HTTP status, for names that are not in the table. */
const THROTTLED_STATUS = 429;
const FIRST_SERVER_STATUS = 500;
const FIRST_CLIENT_STATUS = 400;

/**
 * Every item has a key of the right names and types, so a complaint about the key is about the table: it was
 * replaced by one with another key since the start. Taken for the items' fault, it would make all dead letters.
 */
const OTHER_KEY_SCHEMA = /key element does not match the schema|required keys was not given|missing the key/i;

export function classifyTableError(error: unknown): TableErrorClass {
  if (!(error instanceof Error)) return { kind: 'unavailable', cause: 'unknown' };
  if (error.name === 'ValidationException' && OTHER_KEY_SCHEMA.test(error.message)) {
    return { kind: 'operator', cause: 'key_schema' };
  }
  return BY_NAME[error.name] ?? classifyByStatus(toStatus(error));
}

function classifyByStatus(status: number | undefined): TableErrorClass {
  // No status: no answer came, so it is the network, whatever its name.
  if (status === undefined) return { kind: 'unavailable', cause: 'network' };
  if (status === THROTTLED_STATUS) return { kind: 'throttled', cause: 'throttling' };
  if (status >= FIRST_SERVER_STATUS) return { kind: 'unavailable', cause: 'server_error' };
  if (status >= FIRST_CLIENT_STATUS) return { kind: 'operator', cause: 'unknown' };
  return { kind: 'unavailable', cause: 'unknown' };
}

function toStatus(error: Error): number | undefined {
  const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return metadata?.httpStatusCode;
}
