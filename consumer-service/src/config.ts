import {
  EXTERNAL_ID,
  findSecurityProblems,
  ROLE_ARN,
  securitySettings,
  toSecurity,
} from '@glueline/kafka-connection';
import { addressList, parseEnvironment, textMatching, wholeNumber } from '@glueline/schema-registry';
import { z } from 'zod';
import { findMappingProblem, toMapping } from './mapping-settings.ts';

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const OUT_OF_RANGE_POLICIES = ['earliest', 'latest', 'fail'] as const;
const TOPIC = /^[A-Za-z0-9._-]{1,249}$/;
const TOPIC_RULE = 'must be a topic name: 1 to 249 of letters, digits, ".", "_", "-"';

const NAME = '[A-Za-z0-9._-]{1,255}';
const ATTRIBUTE = new RegExp(`^${NAME}$`);
const ATTRIBUTE_RULE = 'must be 1 to 255 of letters, digits, ".", "_", "-"';
const KEY = new RegExp(`^${NAME}(=${NAME})?$`);
const KEY_RULE = 'must be a field of the event, or attribute=field';
const TABLE_TRANSPORTS = ['direct', 'sdk'] as const;
const TOMBSTONE_POLICIES = ['dead-letter', 'ignore'] as const;

const settings = z
  .object({
    // The SDK reads it itself; asked for here because without it every call fails with a riddle.
    AWS_REGION: textMatching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as eu-central-1'),
    KAFKA_BROKERS: addressList(),
    KAFKA_GROUP_ID: textMatching(/^.{1,255}$/, 'must be 1 to 255 characters'),
    TOPIC: textMatching(TOPIC, TOPIC_RULE),
    DEAD_LETTER_TOPIC: textMatching(TOPIC, TOPIC_RULE).optional(),
    TABLE_NAME: textMatching(
      /^[A-Za-z0-9._-]{3,255}$/,
      'must be a table name: 3 to 255 of letters, digits, ".", "_", "-"',
    ),
    /** How requests get to the table: by our own, or by the AWS SDK. */
    TABLE_TRANSPORT: z
      .enum(TABLE_TRANSPORTS, { error: `must be one of ${TABLE_TRANSPORTS.join(', ')}` })
      .default('direct'),
    REGISTRY_ROLE_ARN: ROLE_ARN,
    REGISTRY_EXTERNAL_ID: EXTERNAL_ID,
    /** Every event is then what this version says, whichever version wrote it. */
    READER_SCHEMA_VERSION_ID: textMatching(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      'must be the id of a schema version: a UUID in lower case',
    ).optional(),
    ...securitySettings,
    HTTP_HOST: textMatching(/^[\w.:-]+$/, 'must be a host name or address').default('0.0.0.0'),
    /** 0 takes any free port; the log says which. */
    HTTP_PORT: wholeNumber({ min: 0, max: 65_535 }).default(8080),
    /** How long the group waits for a member that died. 6 s is the least a broker accepts by default. */
    SESSION_TIMEOUT_MS: wholeNumber({ min: 6000, max: 30_000 }).default(25_000),
    /** How soon partitions that were added to the topic are read. */
    METADATA_POLL_INTERVAL_MS: wholeNumber({ min: 100, max: 60_000 }).default(30_000),
    OFFSET_OUT_OF_RANGE_POLICY: z
      .enum(OUT_OF_RANGE_POLICIES, { error: `must be one of ${OUT_OF_RANGE_POLICIES.join(', ')}` })
      .default('earliest'),
    COMMIT_INTERVAL_MS: wholeNumber({ min: 100, max: 60_000 }).default(1000),
    /** Must end before the platform's own patience does: 30 s on ECS unless configured, at most 120 s on Fargate. */
    DRAIN_TIMEOUT_MS: wholeNumber({ min: 1000, max: 115_000 }).default(20_000),
    /** How long the start waits for role, table and brokers before it gives up and names the one missing. */
    START_TIMEOUT_MS: wholeNumber({ min: 1000, max: 600_000 }).default(30_000),
    /** CloudWatch metrics are written into the log when it is set. */
    EMBEDDED_METRICS_NAMESPACE: textMatching(
      /^(?!AWS\/)[\w./#:-]{1,255}$/,
      'must be 1 to 255 of letters, digits, "./#:_-", not beginning with "AWS/"',
    ).optional(),
    /** The table's key: the event's field, or `attribute=field` where the table calls it otherwise. */
    PARTITION_KEY: textMatching(KEY, KEY_RULE).default('deviceId'),
    SORT_KEY: textMatching(KEY, KEY_RULE).default('timestamp'),
    /** Other fields that are stored under another name. */
    ATTRIBUTE_NAMES: textMatching(
      new RegExp(`^${NAME}=${NAME}(,${NAME}=${NAME})*$`),
      'must be a list of field=attribute,field=attribute',
    ).optional(),
    TTL_ATTRIBUTE: textMatching(ATTRIBUTE, ATTRIBUTE_RULE).optional(),
    /** From the record's time on. At most a hundred years. */
    TTL_SECONDS: wholeNumber({ min: 1, max: 3_155_760_000 }).optional(),
    KAFKA_ATTRIBUTES_PREFIX: textMatching(ATTRIBUTE, ATTRIBUTE_RULE).optional(),
    TOMBSTONE_POLICY: z
      .enum(TOMBSTONE_POLICIES, { error: `must be one of ${TOMBSTONE_POLICIES.join(', ')}` })
      .default('dead-letter'),
    LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  })
  .refine((set) => set.DEAD_LETTER_TOPIC !== set.TOPIC, {
    path: ['DEAD_LETTER_TOPIC'],
    error: 'must differ from TOPIC: dead letters would be read again',
  })
  .refine((set) => (set.TTL_ATTRIBUTE === undefined) === (set.TTL_SECONDS === undefined), {
    path: ['TTL_ATTRIBUTE'],
    error: 'must be set together with TTL_SECONDS',
  })
  .superRefine((set, context) => {
    const problem = findMappingProblem(toMapping(set));
    if (problem !== undefined) context.addIssue({ code: 'custom', ...problem });
    // The brokers are in another account: the service's own role is nobody to them.
    for (const each of findSecurityProblems(set, { mayUseOwnRole: false })) {
      context.addIssue({ code: 'custom', ...each });
    }
  });

export type ConsumerConfig = ReturnType<typeof readConfig>;

/** Throws ConfigurationError with every problem at once. Credentials and endpoints are the SDK's own. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  const set = parseEnvironment(settings, environment);
  return Object.freeze({
    region: set.AWS_REGION,
    brokers: set.KAFKA_BROKERS,
    groupId: set.KAFKA_GROUP_ID,
    security: toSecurity(set),
    topic: set.TOPIC,
    deadLetterTopic: set.DEAD_LETTER_TOPIC ?? `${set.TOPIC}.dlq`,
    tableName: set.TABLE_NAME,
    tableTransport: set.TABLE_TRANSPORT,
    registryRoleArn: set.REGISTRY_ROLE_ARN,
    registryExternalId: set.REGISTRY_EXTERNAL_ID,
    readerSchemaVersionId: set.READER_SCHEMA_VERSION_ID,
    sessionTimeoutMs: set.SESSION_TIMEOUT_MS,
    metadataPollIntervalMs: set.METADATA_POLL_INTERVAL_MS,
    outOfRangePolicy: set.OFFSET_OUT_OF_RANGE_POLICY,
    httpHost: set.HTTP_HOST,
    httpPort: set.HTTP_PORT,
    commitIntervalMs: set.COMMIT_INTERVAL_MS,
    drainTimeoutMs: set.DRAIN_TIMEOUT_MS,
    startTimeoutMs: set.START_TIMEOUT_MS,
    embeddedMetricsNamespace: set.EMBEDDED_METRICS_NAMESPACE,
    mapping: toMapping(set),
    tombstonePolicy: set.TOMBSTONE_POLICY,
    logLevel: set.LOG_LEVEL,
  });
}
