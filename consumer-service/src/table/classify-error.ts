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
  // The table's or one partition's capacity is used up; it comes back every second.
  ProvisionedThroughputExceededException: { kind: 'throttled', cause: 'provisioned_throughput' },
  // An on-demand table that has not grown to the load yet, or one that is being changed.
  ThrottlingException: { kind: 'throttled', cause: 'throttling' },
  // The account's quota, shared with others: they let go of it.
  RequestLimitExceeded: { kind: 'throttled', cause: 'request_limit' },
  // Only tables with local secondary indexes have it, and only deleting items ends it.
  ItemCollectionSizeLimitExceededException: { kind: 'operator', cause: 'item_collection_size' },
  // A fault inside of DynamoDB: it does not know itself whether it wrote.
  InternalServerError: { kind: 'unavailable', cause: 'server_error' },
  InternalServerErrorException: { kind: 'unavailable', cause: 'server_error' },
  InternalFailure: { kind: 'unavailable', cause: 'server_error' },
  ServiceUnavailable: { kind: 'unavailable', cause: 'server_error' },
  ServiceUnavailableException: { kind: 'unavailable', cause: 'server_error' },
  // A global table's other region writes the same item; it is done in a moment.
  ReplicatedWriteConflictException: { kind: 'unavailable', cause: 'write_conflict' },
  // No answer in time says nothing about the write. The SDK's own, and ours around it.
  TimeoutError: { kind: 'unavailable', cause: 'timeout' },
  DeadlineError: { kind: 'unavailable', cause: 'timeout' },
  // The same of the direct transport's connections.
  ConnectTimeoutError: { kind: 'unavailable', cause: 'timeout' },
  HeadersTimeoutError: { kind: 'unavailable', cause: 'timeout' },
  // It was there at the start: somebody deleted it, or is about to restore it.
  ResourceNotFoundException: { kind: 'operator', cause: 'table_missing' },
  // A policy or key policy was changed; changed back, everything goes on.
  AccessDeniedException: { kind: 'operator', cause: 'access_denied' },
  KMSAccessDeniedException: { kind: 'operator', cause: 'access_denied' },
  // The platform renews credentials by itself, but where it does not, nobody but a person can.
  UnrecognizedClientException: { kind: 'operator', cause: 'credentials' },
  InvalidSignatureException: { kind: 'operator', cause: 'credentials' },
  IncompleteSignatureException: { kind: 'operator', cause: 'credentials' },
  MissingAuthenticationTokenException: { kind: 'operator', cause: 'credentials' },
  ExpiredTokenException: { kind: 'operator', cause: 'credentials' },
  ExpiredToken: { kind: 'operator', cause: 'credentials' },
  CredentialsProviderError: { kind: 'operator', cause: 'credentials' },
  // At least one item breaks a rule that is not checked here, such as an empty key of an index.
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
