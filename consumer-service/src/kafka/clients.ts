import type { ConnectionSecurity } from '@glueline/kafka-connection';
import { toBackoffMs } from '@glueline/schema-registry';
import { Admin, ConnectionPool, Consumer, type FetchOptions, Producer } from '@platformatic/kafka';
import { type FetchResponse, readFetchesByBatch } from './fetch-response.ts';

/** Every client connects alike. */
const CONNECTION = { connectTimeout: 5000, requestTimeout: 10_000 } as const;
/**
 * Long, because clients refresh by themselves where a leader has moved, and a refresh may queue behind a
 * JoinGroup that the broker parks.
 */
const METADATA_MAX_AGE_MS = 300_000;
const RETRY_BACKOFF = { baseMs: 500, maxMs: 10_000 };

/**
 * The rebalance time is the most a session may last, and must stay below `requestTimeout`: a JoinGroup is parked
 * for as long as a member that died is waited for.
 */
const MEMBERSHIP = { groupProtocol: 'classic', rebalanceTimeout: 30_000, requestTimeout: 45_000 } as const;
/** Four may fail before the session is over. */
const HEARTBEATS_PER_SESSION = 5;

export type KafkaSettings = {
  brokers: readonly string[];
  groupId: string;
  connection: ConnectionSecurity;
};

/** Joins the group and commits. Retries for ever: membership has to outlast every outage of the brokers. */
export function createMemberClient(settings: KafkaSettings & { sessionTimeoutMs: number }): Consumer {
  const { brokers, groupId, connection, sessionTimeoutMs } = settings;
  return new Consumer({
    ...CONNECTION,
    ...connection,
    ...MEMBERSHIP,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: Math.floor(sessionTimeoutMs / HEARTBEATS_PER_SESSION),
    clientId: 'glueline-consumer',
    groupId,
    bootstrapBrokers: [...brokers],
    autocommit: false,
    metadataMaxAge: METADATA_MAX_AGE_MS,
    retries: true,
    retryDelay: (_client, _operation, attempt) => toRetryDelayMs(attempt),
  });
}

/** Its fetches are answered by batches: see `readFetchesByBatch`. */
export type FetchClient = Omit<Consumer, 'fetch'> & {
  fetch(options: FetchOptions<Buffer, Buffer, Buffer, Buffer>): Promise<FetchResponse>;
};

/**
 * Fetches and looks up offsets, and never joins: on the member's connections a fetch would wait behind a parked
 * JoinGroup, and its endless retries would hide a fetch that can no longer succeed.
 */
export function createFetchClient({ brokers, groupId, connection }: KafkaSettings): FetchClient {
  const client = new Consumer({
    ...CONNECTION,
    ...connection,
    groupProtocol: 'classic',
    clientId: 'glueline-fetcher',
    groupId,
    bootstrapBrokers: [...brokers],
    autocommit: false,
    metadataMaxAge: METADATA_MAX_AGE_MS,
    retries: 0,
  });
  readFetchesByBatch(client);
  return client as unknown as FetchClient;
}

/** For the fetches of one round: a response that is late must not hold up another broker's. */
export function createFetchPool({ connection }: KafkaSettings): ConnectionPool {
  return new ConnectionPool('glueline-fetcher', { ...CONNECTION, ...connection });
}

export function createDeadLetterClient({ brokers, connection }: KafkaSettings): Producer {
  return new Producer({
    ...CONNECTION,
    ...connection,
    clientId: 'glueline-dead-letters',
    bootstrapBrokers: [...brokers],
    // Implies acks=all, and that a retry below does not make a second copy.
    idempotent: true,
    retries: 3,
    retryDelay: (_client, _operation, attempt) => toRetryDelayMs(attempt),
  });
}

export function createAdminClient({ brokers, connection }: KafkaSettings): Admin {
  return new Admin({
    ...CONNECTION,
    ...connection,
    clientId: 'glueline-admin',
    bootstrapBrokers: [...brokers],
    retries: 0,
  });
}

/** Never zero: the client would try again within the same millisecond. */
function toRetryDelayMs(attempt: number): number {
  return 50 + toBackoffMs(attempt, RETRY_BACKOFF, Math.random);
}
