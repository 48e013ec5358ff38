import { findSecurityProblems, securitySettings, toSecurity } from '@glueline/kafka-connection';
import { addressList, parseEnvironment, textMatching, wholeNumber } from '@glueline/schema-registry';
import * as z from 'zod';
import { CONFLICT_POLICIES } from './evolve.ts';

const COMPATIBILITY_MODES = [
  'NONE',
  'BACKWARD',
  'BACKWARD_ALL',
  'FORWARD',
  'FORWARD_ALL',
  'FULL',
  'FULL_ALL',
] as const;
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const MODES_RULE = `must be one of ${COMPATIBILITY_MODES.join(', ')}`;
const DISABLED_RULE =
  'must not be DISABLED: a schema in that mode takes no new versions, and each new field needs one';

export const settings = z
  .object({
    /** The SDK reads it itself; tokens for MSK IAM name it. */
    AWS_REGION: textMatching(
      /^[a-z]{2}(-[a-z]+)+-\d$/,
      'must be an AWS region such as eu-central-1',
    ).optional(),
    ...securitySettings,
    KAFKA_BROKERS: addressList(),
    TOPIC: textMatching(
      /^[A-Za-z0-9._-]{1,249}$/,
      'must be a topic name: 1 to 249 of letters, digits, ".", "_", "-"',
    ),
    TOPIC_PARTITIONS: wholeNumber({ min: 1, max: 10_000 }).default(6),
    /** 3 is what a Multi-AZ cluster wants; one local broker needs 1. */
    TOPIC_REPLICATION_FACTOR: wholeNumber({ min: 1, max: 32_767 }).default(3),
    REGISTRY_NAME: textMatching(
      /^[\w$#.-]{1,255}$/,
      'must be a registry name: 1 to 255 of letters, digits, "-_$#."',
    ),
    // Stricter than Glue, whose schema names may hold "-", "$", "#" and ".": the record is named after the schema.
    SCHEMA_NAME: textMatching(
      NAME,
      'must be a record name: letters, digits and "_", not starting with a digit',
    ),
    /** Fixed when the schema is created; FULL lets old and new consumers read old and new events. */
    SCHEMA_COMPATIBILITY: z
      .enum(COMPATIBILITY_MODES, {
        error: ({ input }) => (input === 'DISABLED' ? DISABLED_RULE : MODES_RULE),
      })
      .default('FULL'),
    /** Of all producers of the schema together. The registry has room for 10,000 versions per account and region. */
    MAX_NEW_VERSIONS_PER_HOUR: wholeNumber({ min: 1, max: 1000 }).default(60),
    DEVICE_ID: textMatching(/^.{1,512}$/, 'must be 1 to 512 characters'),
    INTEGER_FIELDS: z
      .string()
      .default('')
      .transform((list) => list.split(',').filter((name) => name !== ''))
      .refine(
        (paths) => paths.every((path) => path.split('.').every((name) => name !== '')),
        'must be a comma-separated list of fields, nested ones as paths with dots',
      ),
    CONFLICT_POLICY: z
      .enum(CONFLICT_POLICIES, { error: `must be one of ${CONFLICT_POLICIES.join(', ')}` })
      .default('reject'),
    LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  })
  .superRefine((set, context) => {
    for (const each of findSecurityProblems(set, { mayUseOwnRole: true })) {
      context.addIssue({ code: 'custom', ...each });
    }
    if (set.KAFKA_AUTH === 'msk-iam' && set.AWS_REGION === undefined) {
      context.addIssue({ code: 'custom', path: ['AWS_REGION'], message: 'KAFKA_AUTH=msk-iam needs it' });
    }
  });

export type ProducerConfig = ReturnType<typeof readConfig>;

/** Throws ConfigurationError with every problem at once. Credentials and endpoints are the SDK's own. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  const set = parseEnvironment(settings, environment);
  return {
    brokers: set.KAFKA_BROKERS,
    region: set.AWS_REGION,
    security: toSecurity(set),
    topic: {
      name: set.TOPIC,
      partitions: set.TOPIC_PARTITIONS,
      replicationFactor: set.TOPIC_REPLICATION_FACTOR,
    },
    schema: {
      registryName: set.REGISTRY_NAME,
      schemaName: set.SCHEMA_NAME,
      compatibility: set.SCHEMA_COMPATIBILITY,
    },
    maxNewVersionsPerHour: set.MAX_NEW_VERSIONS_PER_HOUR,
    deviceId: set.DEVICE_ID,
    integerFields: new Set(set.INTEGER_FIELDS),
    conflictPolicy: set.CONFLICT_POLICY,
    logLevel: set.LOG_LEVEL,
  } as const;
}
