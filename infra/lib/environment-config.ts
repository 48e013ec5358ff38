import { z } from 'zod';
import { describeIssues } from './describe-issues.ts';

const ACCOUNT_ID = z.string().regex(/^\d{12}$/, 'must be an account id: 12 digits');
const CIDR = z.string().refine(isCidr, 'must be a CIDR block of /16 to /22 that begins where it says');
const TOPIC = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,249}$/, 'must be a topic name: letters, digits, ".", "_", "-"');

/** Who hears of an account's alarms. */
const ALARM_EMAIL = z.email('must be an e-mail address');

/** Names of zones differ between accounts and their ids do not; an endpoint only exists where ids match. */
const zone = z.strictObject({
  id: z.string().regex(/^[a-z]{3,4}\d-az\d$/, 'must be a zone id such as euc1-az2'),
  name: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'must be a zone name such as eu-central-1a'),
});

const network = z.strictObject({
  vpcCidr: CIDR,
  zones: z.array(zone).min(2, 'must be two or three zones').max(3, 'must be two or three zones'),
});

const standardBrokers = z.strictObject({
  type: z.literal('standard'),
  instanceType: z.string().regex(/^kafka\.(t3|m5|m7g)\.\w+$/, 'must be a size such as kafka.m7g.large'),
  /** Per broker. Storage grows by itself up to `maxStorageGiB` and never shrinks. */
  storageGiB: z.int().min(10).max(16_384),
  maxStorageGiB: z.int().min(10).max(16_384),
});

const expressBrokers = z.strictObject({
  type: z.literal('express'),
  instanceType: z.string().regex(/^express\.m7g\.\w+$/, 'must be a size such as express.m7g.large'),
});

const producer = z.strictObject({
  accountId: ACCOUNT_ID,
  network,
  kafka: z.strictObject({
    version: z.string().regex(/^\d+\.\d+\.(x|\d+)\.kraft$/, 'must be a KRaft version such as 4.1.x.kraft'),
    brokers: z.discriminatedUnion('type', [standardBrokers, expressBrokers]),
    /** A multiple of the zones: MSK spreads brokers evenly. */
    numberOfBrokers: z.int().min(2).max(30),
  }),
  registryName: z.string().regex(/^[\w$#.-]{1,255}$/, 'must be a registry name: letters, digits, "-_$#."'),
  schemaName: z.string().regex(/^[A-Za-z_]\w*$/, 'must be a record name: letters, digits and "_"'),
  /** Of events that bring none. */
  deviceId: z.string().min(1).max(512),
  alarmEmail: ALARM_EMAIL.optional(),
});

const consumer = z.strictObject({
  accountId: ACCOUNT_ID,
  network,
  tasks: z.strictObject({
    min: z.int().min(1),
    /** Of them, more than the topic has partitions would be idle. */
    max: z.int().min(1),
    cpuUnits: z.literal([256, 512, 1024, 2048, 4096]),
    memoryMiB: z.int().min(512).max(30_720),
    /** The part of tasks above the first that runs on interruptible capacity. */
    spot: z.boolean(),
  }),
  drainTimeoutSeconds: z.int().min(1).max(115),
  /** What ECS waits after SIGTERM before it kills: at most 120 on Fargate. */
  stopTimeoutSeconds: z.int().min(2).max(120),
  /** Items expire this long after their record's time; none does without it. */
  itemTtlDays: z.int().min(1).max(36_500).optional(),
  alarmEmail: ALARM_EMAIL.optional(),
});

const environmentConfig = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,19}$/, 'must be 2 to 20 of a-z, 0-9, "-", beginning with a letter'),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-central-1'),
    tags: z.strictObject({ owner: z.string().min(1), costCentre: z.string().min(1) }),
    /** Of the role's trust; a guard against a confused deputy, not a secret. */
    externalId: z
      .string()
      .regex(/^[\w+=,.@:/-]{2,1224}$/, 'must be an ExternalId: 2 to 1224 of letters, digits, "+=,.@:/-_"'),
    /**
     * How the consumer learns of the producer: by references between stacks of one app, or, where each side has a pipeline
     * of its own, from config/contract.<name>.json.
     */
    contract: z.enum(['references', 'file'], { error: 'must be references or file' }),
    topic: z.strictObject({ name: TOPIC, deadLetterName: TOPIC, partitions: z.int().min(1).max(1000) }),
    producer,
    consumer,
  })
  .superRefine((config, context) => {
    for (const { path, message } of findContradictions(config))
      context.addIssue({ code: 'custom', path, message });
  });

export type EnvironmentConfig = z.infer<typeof environmentConfig>;

/** One mistake of a configuration that one field alone does not show. */
type Contradiction = { path: (string | number)[]; message: string };
type Report = (path: Contradiction['path'], message: string) => void;

/** What Fargate has for each size of processor, from and to. */
const MEMORY_MIB = {
  256: [512, 2048],
  512: [1024, 4096],
  1024: [2048, 8192],
  2048: [4096, 16_384],
  4096: [8192, 30_720],
} as const;

export class EnvironmentConfigError extends Error {
  override readonly name = 'EnvironmentConfigError';
}

/** Throws EnvironmentConfigError with the path of every mistake. */
export function parseEnvironmentConfig(input: unknown): EnvironmentConfig {
  const parsed = environmentConfig.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new EnvironmentConfigError(
    `the environment's configuration is wrong:\n${describeIssues(parsed.error)}`,
  );
}

function findContradictions(config: EnvironmentConfig): Contradiction[] {
  const found: Contradiction[] = [];
  const report: Report = (path, message) => found.push({ path, message });
  checkTopic(config, report);
  checkZones(config, report);
  checkBrokers(config.producer, report);
  checkTasks(config, report);
  return found;
}

function checkTopic({ topic }: EnvironmentConfig, report: Report): void {
  if (topic.deadLetterName === topic.name) report(['topic', 'deadLetterName'], 'must differ from topic.name');
}

function checkZones(config: EnvironmentConfig, report: Report): void {
  const producerIds = new Set(config.producer.network.zones.map(({ id }) => id));
  for (const side of ['producer', 'consumer'] as const) {
    const { zones } = config[side].network;
    zones.forEach(({ id, name }, index) => {
      const path = [side, 'network', 'zones', index];
      const before = zones.slice(0, index);
      if (before.some((other) => other.id === id))
        report([...path, 'id'], 'must differ from the zones before it');
      if (before.some((other) => other.name === name))
        report([...path, 'name'], 'must differ from the zones before it');
      if (name.slice(0, -1) !== config.region) report([...path, 'name'], 'must be a zone of region');
      if (!producerIds.has(id)) report([...path, 'id'], 'must be among producer.network.zones');
    });
  }
}

function checkBrokers(made: EnvironmentConfig['producer'], report: Report): void {
  const { brokers, numberOfBrokers } = made.kafka;
  const zoneCount = made.network.zones.length;
  if (numberOfBrokers % zoneCount !== 0) {
    const rule = 'must be a multiple of the number of producer.network.zones';
    report(['producer', 'kafka', 'numberOfBrokers'], rule);
  }
  if (brokers.type === 'express' && zoneCount !== 3) {
    report(['producer', 'network', 'zones'], 'must be three: Express brokers are spread over three zones');
  }
  if (brokers.type === 'standard' && brokers.maxStorageGiB < brokers.storageGiB) {
    report(['producer', 'kafka', 'brokers', 'maxStorageGiB'], 'must not be below storageGiB');
  }
}

function checkTasks({ topic, consumer: { tasks, ...read } }: EnvironmentConfig, report: Report): void {
  if (tasks.max < tasks.min) report(['consumer', 'tasks', 'max'], 'must not be below consumer.tasks.min');
  if (tasks.max > topic.partitions) {
    report(['consumer', 'tasks', 'max'], 'must not be above topic.partitions: further tasks would be idle');
  }
  const [leastMiB, mostMiB] = MEMORY_MIB[tasks.cpuUnits];
  if (tasks.memoryMiB < leastMiB || tasks.memoryMiB > mostMiB || tasks.memoryMiB % 512 !== 0) {
    const rule = `must be a multiple of 512 from ${leastMiB} to ${mostMiB} with that many cpuUnits`;
    report(['consumer', 'tasks', 'memoryMiB'], rule);
  }
  if (read.stopTimeoutSeconds <= read.drainTimeoutSeconds) {
    report(['consumer', 'stopTimeoutSeconds'], 'must be above consumer.drainTimeoutSeconds');
  }
}

function isCidr(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.0\/(16|17|18|19|20|21|22)$/.exec(text);
  if (match === null) return false;
  const [first, second, third, bits] = match.slice(1).map(Number) as [number, number, number, number];
  return Math.max(first, second, third) < 256 && third % 2 ** (24 - bits) === 0;
}
