import { randomUUID } from 'node:crypto';
import { createAccess } from './access.ts';
import { type CommitGate, createCommitGate } from './commit-gate.ts';
import type { ConsumerConfig } from './config.ts';
import { orAborted } from './deadline.ts';
import { FatalError } from './errors.ts';
import { allOpen, createFence, type Fence, fenced, laterFence, type RenewableFence } from './fence.ts';
import { createJsonBytes } from './json-bytes.ts';
import { type Assignment, createAssignment } from './kafka/assignment.ts';
import { finishBeforeJoin } from './kafka/before-join.ts';
import { claimCommits } from './kafka/claims.ts';
import {
  createDeadLetterClient,
  createFetchClient,
  createFetchPool,
  createMemberClient,
  type KafkaSettings,
} from './kafka/clients.ts';
import { type Committer, createCommitter } from './kafka/committer.ts';
import { guardConnections } from '@glueline/kafka-connection';
import { createDeadLetterSender } from './kafka/dead-letter-sender.ts';
import { createDeadLetterTopic } from './kafka/dead-letter-topic.ts';
import { runFetchLoops } from './kafka/fetch-loop.ts';
import { createGroupMember } from './kafka/group-member.ts';
import { createOutOfRangeReset } from './kafka/out-of-range.ts';
import { watchPartitionGrowth } from './kafka/partition-growth.ts';
import { watchPausedLag } from './kafka/paused-lag.ts';
import { createPositions, readLogEnd } from './kafka/positions.ts';
import type { Observer } from './observe.ts';
import type { Outage } from './outage.ts';
import { createPartitionWork, type PartitionWork } from './partition-work.ts';
import { createRecordProcessor, type RecordProcessor } from './process-records.ts';
import { createPuts, type Puts, type WritableVersion } from './put.ts';
import { createRegistryReader, type RegistryReader } from './registry/registry-reader.ts';
import { createBatchRequests } from './table/batch-request.ts';
import { createTableClient } from './table/client.ts';
import { createDirectTransport } from './table/direct-transport.ts';
import { createLaneTableWriter } from './table/lane-table-writer.ts';
import { MAX_TABLE_REQUESTS } from './table/limits.ts';
import { createRequestLimit } from './table/request-limit.ts';
import { createSdkTransport } from './table/sdk-transport.ts';
import { toDelete } from './tombstone.ts';

/** Between the attempts at a dependency. The table's first retry is short, as throttling often ends at once. */
const TABLE_BACKOFF = { baseMs: 50, maxMs: 10_000 };
const REGISTRY_BACKOFF = { baseMs: 200, maxMs: 10_000 };
const KAFKA_BACKOFF = { baseMs: 100, maxMs: 5000 };

export type Pipeline = ReturnType<typeof createPipeline>;

/** Builds and connects the parts of a record's way. Nothing is contacted yet. */
export function createPipeline(
  config: ConsumerConfig,
  observer: Observer,
  onFailed: (error: unknown) => void,
) {
  const { roles, registryRole, kafka } = createAccess(config);
  const clients = createClients(config, kafka);
  const puts = createPuts(config.mapping);
  const registry = createRegistryReader({
    region: config.region,
    role: registryRole,
    prepare: puts.toWritable,
    outage: observer.outage('schema registry', REGISTRY_BACKOFF),
    onRead: observer.onSchemaRead,
  });
  const { fence, commitGate, handOverFence, writeFence } = createGates(config, observer, {
    assignment: () => assignment,
    committer: () => committer,
  });
  const ensureDeadLetterTopic = async () => createDeadLetterTopic(kafka, config.deadLetterTopic);
  const parts = { clients, registry, puts, fence, ensureDeadLetterTopic };
  const processor = createProcessor({ ...parts, handOverFence, writeFence, config, observer });

  const assignment: Assignment = createAssignment({
    ...createPositions({
      clients,
      topic: config.topic,
      commit: async (offsets) => member.commit(offsets),
      outage: observer.outage('committed offsets', KAFKA_BACKOFF),
    }),
    createWork: (partition, position, limits) =>
      createPartitionWork({
        partition,
        position,
        limits,
        processor,
        onCompleted: (records) => committer.completed(records),
        onFailed: (error) => onFailed(new FatalError(`partition ${partition} failed`, { cause: error })),
      }),
    fetch: createFetch({ config, observer, clients, kafka, fence }),
    onWorking(round) {
      observer.onWorking(round);
      commitGate.reconsider();
      committer.resume();
    },
    onGivenUp: observer.onGivenUp,
    onFailed: (error) =>
      onFailed(
        error instanceof FatalError ? error : new FatalError('reading the topic failed', { cause: error }),
      ),
  });
  const { member, committer } = createMembership({
    ...parts,
    config,
    observer,
    commitGate,
    assignment,
    onFailed,
  });
  return { ...parts, roles, member, assignment, committer };
}

/** What has to be open before anything is written; `later` is what is made after them. */
function createGates(
  config: ConsumerConfig,
  observer: Observer,
  later: { assignment: () => Assignment; committer: () => Committer },
) {
  const fence = createFence(config);
  const commitGate = createCommitGate({
    works: () => later.assignment().works(),
    onClosed() {
      observer.onWritesHeldForCommit();
      later.committer().resume();
    },
  });
  const handOverFence = laterFence(() => later.assignment().fences.handOver);
  const mayWrite = laterFence(() => later.assignment().fences.write);
  return { fence, commitGate, handOverFence, writeFence: allOpen(fence, mayWrite, commitGate) };
}

/** The member and its committer, which need each other. */
function createMembership(parts: {
  config: ConsumerConfig;
  observer: Observer;
  clients: Clients;
  fence: RenewableFence;
  commitGate: CommitGate;
  assignment: Assignment;
  onFailed: (error: unknown) => void;
}) {
  const { config, observer, clients, fence, commitGate, assignment } = parts;
  const member = createGroupMember(clients.member, config.topic, {
    onRebalance() {
      observer.onRebalance();
      assignment.hold();
    },
    beforeJoin: async () => finishBeforeJoin({ member, assignment, committer }),
    onAssigned: (partitions) => assignment.take(partitions),
    onAlive(atMs) {
      fence.renew(atMs);
      observer.onHeartbeat();
    },
    onBrokerFailed: observer.onBrokerFailed,
    onHeartbeatFailed: observer.onHeartbeatFailed,
    onLost: parts.onFailed,
  });
  const committer = createCommitter({
    member,
    fence,
    works: () => assignment.committable(),
    intervalMs: config.commitIntervalMs,
    onCommitted(commit) {
      observer.onCommitted(commit);
      commitGate.answered();
    },
    onFailed: observer.onCommitFailed,
  });
  return { member, committer };
}

/** Joins the group and looks for new partitions from then on, until the signal aborts: then throws its reason. */
export async function joinGroup(
  { member }: Pipeline,
  { config, observer, signal }: { config: ConsumerConfig; observer: Observer; signal: AbortSignal },
): Promise<never> {
  const known = await orAborted(member.countPartitions(), signal);
  await orAborted(member.join(), signal);
  return watchPartitionGrowth({
    member,
    known,
    intervalMs: config.metadataPollIntervalMs,
    signal,
    onGrown: observer.onPartitionsGrown,
    onFailed: observer.onPartitionPollFailed,
  });
}

type Clients = ReturnType<typeof createClients>;

function createClients(config: ConsumerConfig, kafka: KafkaSettings) {
  guardConnections();
  const member = createMemberClient({ ...kafka, sessionTimeoutMs: config.sessionTimeoutMs });
  return {
    member,
    claims: claimCommits(member, `glueline ${randomUUID()}`),
    fetcher: createFetchClient(kafka),
    producer: createDeadLetterClient(kafka),
    ...createTableClients(config),
  };
}

function createTableClients({ region, tableName, tableTransport }: ConsumerConfig) {
  const table = createTableClient(region);
  const transport =
    tableTransport === 'sdk'
      ? { exchange: createSdkTransport(table, tableName), close: async () => {} }
      : createDirectTransport(table, tableName);
  return { table, transport };
}

function createProcessor(parts: {
  config: ConsumerConfig;
  observer: Observer;
  clients: Clients;
  registry: RegistryReader<WritableVersion>;
  puts: Puts;
  handOverFence: Fence;
  writeFence: Fence;
  ensureDeadLetterTopic: () => Promise<void>;
}): RecordProcessor {
  const { config, observer, clients, registry, puts, writeFence, ensureDeadLetterTopic } = parts;
  const { key } = config.mapping;
  const deletes = createJsonBytes();
  return createRecordProcessor({
    readVersion: (id, signal) => registry.readVersion(id, signal),
    toPut: puts.toPut,
    toDelete: (recordKey) => toDelete(recordKey, config.mapping, deletes),
    ignoresTombstones: config.tombstonePolicy === 'ignore',
    onTombstoneIgnored: observer.onTombstoneIgnored,
    fence: parts.handOverFence,
    writer: createLaneTableWriter({
      send: createBatchRequests({
        exchange: clients.transport.exchange,
        tableName: config.tableName,
        key,
        onAnswered: observer.onAnswered,
      }),
      limit: createRequestLimit({ min: 1, max: MAX_TABLE_REQUESTS }),
      fence: writeFence,
      outage: observer.outage('table', TABLE_BACKOFF),
      observer,
    }),
    sendDeadLetters: fenced(
      writeFence,
      createDeadLetterSender({
        producer: clients.producer,
        topic: config.deadLetterTopic,
        ensureTopic: ensureDeadLetterTopic,
        outage: observer.outage('dead-letter topic', KAFKA_BACKOFF),
        onSent: observer.onDeadLetters,
      }),
    ),
  });
}

function createFetch(parts: {
  config: ConsumerConfig;
  observer: Observer;
  clients: Clients;
  kafka: KafkaSettings;
  fence: Fence;
}) {
  const { config, observer, kafka, fence } = parts;
  const { topic } = config;
  const { fetcher } = parts.clients;
  fetcher.topics.trackAll(topic);
  const outage: Outage = observer.outage('brokers', KAFKA_BACKOFF);
  const onOutOfRange = createOutOfRangeReset({
    policy: config.outOfRangePolicy,
    readLogEnd: async (partition, end) => readLogEnd(fetcher, { topic, partition, end }),
    onReset: observer.onOffsetReset,
  });
  return async (works: ReadonlyMap<number, PartitionWork>, signal: AbortSignal) => {
    const watching = watchPausedLag({
      works,
      readLogEnd: async (partition) => readLogEnd(fetcher, { topic, partition, end: 'latest' }),
      signal,
      onFailed: observer.onLogEndFailed,
    });
    await runFetchLoops({
      fetcher,
      createPool: () => createFetchPool(kafka),
      topic,
      works,
      signal,
      outage,
      fence,
      onFetched: observer.onFetched,
      onAllPaused: () => observer.onFetched({ admitted: 0, redelivered: 0 }),
      onOutOfRange,
    });
    await watching;
  };
}
