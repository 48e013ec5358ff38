import type { ConsumerConfig } from './config.ts';
import { FatalError } from './errors.ts';
import type { Fence } from './fence.ts';
import { toItemKey } from './item.ts';
import { type Assignment, createAssignment } from './kafka/assignment.ts';
import {
  createAdminClient,
  createDeadLetterClient,
  createFetchClient,
  createMemberClient,
} from './kafka/clients.ts';
import { createCommitter } from './kafka/committer.ts';
import { createDeadLetterSender } from './kafka/dead-letter-sender.ts';
import { createTopicIfMissing } from './kafka/dead-letter-topic.ts';
import { runFetchLoops } from './kafka/fetch-loop.ts';
import { createGroupMember } from './kafka/group-member.ts';
import { readLogStart, readPositions } from './kafka/positions.ts';
import type { Observer } from './observe.ts';
import { type Outage, retryThroughOutage } from './outage.ts';
import { createPartitionWork, type PartitionWork } from './partition-work.ts';
import { createRecordProcessor, type ProcessRecords } from './process-records.ts';
import { createPuts } from './put.ts';
import { createRegistryReader, type RegistryReader } from './registry/registry-reader.ts';
import { createBatchRequests } from './table/batch-request.ts';
import { createTableClient, MAX_TABLE_REQUESTS } from './table/client.ts';
import { createLaneTableWriter } from './table/lane-table-writer.ts';
import { createRequestLimit } from './table/request-limit.ts';
import { toDelete } from './tombstone.ts';

/** Between the attempts at a dependency. The table's first retry is short, as throttling often ends at once. */
const TABLE_BACKOFF = { baseMs: 50, maxMs: 10_000 };
const REGISTRY_BACKOFF = { baseMs: 200, maxMs: 10_000 };
const KAFKA_BACKOFF = { baseMs: 100, maxMs: 5000 };

/** Until the group's membership is watched. */
const ALWAYS_OPEN: Fence = { isOpen: () => true, whenOpen: async () => {} };

export type Pipeline = ReturnType<typeof createPipeline>;

/** Builds and connects the parts of a record's way. Nothing is contacted yet. */
export function createPipeline(
  config: ConsumerConfig,
  observer: Observer,
  onFailed: (error: unknown) => void,
) {
  const clients = createClients(config);
  const registry = createRegistryReader({
    region: config.region,
    roleArn: config.registryRoleArn,
    externalId: config.registryExternalId,
    outage: observer.outage('schema registry', REGISTRY_BACKOFF),
  });
  const ensureDeadLetterTopic = async () => createMissingTopic(config);
  const process = createProcessor({ config, observer, clients, registry, ensureDeadLetterTopic });

  const assignment: Assignment = createAssignment({
    readPositions: createPositionReader(config, observer, clients),
    createWork: (partition, position) =>
      createPartitionWork({
        partition,
        position,
        process,
        onCompleted: (records) => committer.completed(records),
        onFailed: (error) => onFailed(new FatalError(`partition ${partition} failed`, { cause: error })),
      }),
    fetch: createFetch(config, observer, clients),
    onWorking: observer.onPositions,
    onFailed: (error) => onFailed(new FatalError('reading the topic failed', { cause: error })),
  });
  const member = createGroupMember(clients.member, config.topic, {
    onRebalance() {
      observer.onRebalance();
      committer.flush();
      assignment.release();
    },
    onAssigned: ({ partitions }) => assignment.take(partitions),
    onHeartbeatFailed: observer.onHeartbeatFailed,
    onLost: onFailed,
  });
  const committer = createCommitter({
    member,
    works: () => assignment.works(),
    intervalMs: config.commitIntervalMs,
    onCommitted: observer.onCommitted,
    onFailed: observer.onCommitFailed,
  });
  return { clients, registry, member, assignment, committer, ensureDeadLetterTopic };
}

type Clients = ReturnType<typeof createClients>;

function createClients(config: ConsumerConfig) {
  return {
    member: createMemberClient(config),
    fetcher: createFetchClient(config),
    producer: createDeadLetterClient(config),
    table: createTableClient(config.region),
  };
}

function createProcessor(parts: {
  config: ConsumerConfig;
  observer: Observer;
  clients: Clients;
  registry: RegistryReader;
  ensureDeadLetterTopic: () => Promise<void>;
}): ProcessRecords {
  const { config, observer, clients, registry, ensureDeadLetterTopic } = parts;
  const { key } = config.mapping;
  return createRecordProcessor({
    readVersion: (id, signal) => registry.readVersion(id, signal),
    toPut: createPuts(config.mapping),
    toDelete: (recordKey) => toDelete(recordKey, config.mapping),
    ignoresTombstones: config.tombstonePolicy === 'ignore',
    onTombstoneIgnored: observer.onTombstoneIgnored,
    writer: createLaneTableWriter({
      send: createBatchRequests({
        client: clients.table,
        tableName: config.tableName,
        toKey: (attributes) => toItemKey(attributes, key),
        onAnswered: observer.onAnswered,
      }),
      limit: createRequestLimit({ min: 1, max: MAX_TABLE_REQUESTS }),
      fence: ALWAYS_OPEN,
      outage: observer.outage('table', TABLE_BACKOFF),
      observer,
    }),
    sendDeadLetters: createDeadLetterSender({
      producer: clients.producer,
      topic: config.deadLetterTopic,
      ensureTopic: ensureDeadLetterTopic,
      outage: observer.outage('dead-letter topic', KAFKA_BACKOFF),
      onSent: observer.onDeadLetters,
    }),
  });
}

async function createMissingTopic(config: ConsumerConfig): Promise<void> {
  const admin = createAdminClient(config);
  try {
    await createTopicIfMissing(admin, config.deadLetterTopic);
  } finally {
    await admin.close();
  }
}

function createPositionReader({ topic }: ConsumerConfig, observer: Observer, clients: Clients) {
  const outage = observer.outage('committed offsets', KAFKA_BACKOFF);
  return async (partitions: readonly number[], signal: AbortSignal) =>
    retryThroughOutage(async () => readPositions(clients, topic, partitions), {
      toCause: () => 'positions',
      outage,
      signal,
    });
}

function createFetch({ topic }: ConsumerConfig, observer: Observer, { fetcher }: Clients) {
  fetcher.topics.trackAll(topic);
  const outage: Outage = observer.outage('brokers', KAFKA_BACKOFF);
  return async (works: ReadonlyMap<number, PartitionWork>, signal: AbortSignal) =>
    runFetchLoops({
      fetcher,
      topic,
      works,
      signal,
      outage,
      onFetched: observer.onFetched,
      onAllPaused: () => observer.onFetched({ admitted: 0, redelivered: 0 }),
      async onOutOfRange(work) {
        await work.idle();
        const from = work.position();
        const to = await readLogStart(fetcher, topic, work.partition);
        work.restartAt(to);
        observer.onOffsetReset({ partition: work.partition, from, to });
      },
    });
}
