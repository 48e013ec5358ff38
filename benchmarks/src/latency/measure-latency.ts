import { createDynamodbClient, createTable, uniqueName } from '@glueline/local/parts';
import { setTimeout as delay } from 'node:timers/promises';
import { CONTENDERS } from '../contenders/all-contenders.ts';
import { ContenderFailedError } from '../measure/failure.ts';
import { runContender } from '../measure/run-contender.ts';
import { readLastLine } from '../measure/wait-for-first-item.ts';
import type { Stand } from '../stand.ts';
import { createFraming } from '../workload/frames.ts';
import { preloadTopic } from '../workload/preload.ts';
import { registerVersions } from '../workload/schema-versions.ts';
import type { Workload } from '../workload/workload.ts';
import { type Latencies, toLatencies } from './latencies.ts';
import { sendLoad } from './send-load.ts';

const DEADLINE_MS = 60_000;
const POLL_MS = 200;
/** They show that the service is up, in every partition: what waited for its start would count for seconds. */
const FIRST_RECORDS = 60;

/** Sequence numbers, and when each item was readable in ns of the machine's clock. */
type Readable = ReadonlyMap<number, number>;

/** The service, running. */
type Way = {
  readonly topic: string;
  readonly versionIds: readonly string[];
  /** Resolves when there are so many, or at the deadline. */
  readonly waitFor: (itemCount: number) => Promise<Readable>;
};

/**
 * How many items a second all of it bears, while far more than that are sent to it: the load takes its share of the
 * machine, and so does the broker with it. The first `warmUpSeconds` do not count.
 */
export async function measureCapacity(
  stand: Omit<Stand, 'stop'>,
  load: { workload: Workload; ratePerSecond: number; warmUpSeconds: number },
): Promise<number> {
  return runService(stand, { ...load, preloaded: FIRST_RECORDS }, async (way) => {
    await way.waitFor(FIRST_RECORDS);
    const sent = await sendWorkload(stand, way, load);
    const fromNs = sent[0]!.intendedNs + load.warmUpSeconds * 1e9;
    const toNs = sent.at(-1)!.intendedNs;
    const readable = [...(await way.waitFor(0)).values()].filter((atNs) => atNs >= fromNs && atNs < toNs);
    return (readable.length / (toNs - fromNs)) * 1e9;
  });
}

/** `recordCount` records at that rate, of which the first `warmUpRecords` do not count. */
export async function measureLatency(
  stand: Omit<Stand, 'stop'>,
  load: { workload: Workload; ratePerSecond: number; warmUpRecords: number },
): Promise<Latencies> {
  const { ratePerSecond, warmUpRecords } = load;
  const workload = { ...load.workload, recordCount: load.workload.recordCount + FIRST_RECORDS };
  return runService(stand, { workload, preloaded: FIRST_RECORDS }, async (way) => {
    await way.waitFor(FIRST_RECORDS);
    const sent = await sendWorkload(stand, way, { workload, ratePerSecond });
    const readable = await way.waitFor(workload.recordCount);
    const ways = sent.map(({ intendedNs, acknowledgedNs }, index) => ({
      intendedNs,
      acknowledgedNs,
      readableNs: readable.get(FIRST_RECORDS + index),
    }));
    return toLatencies(ways.slice(warmUpRecords));
  });
}

async function sendWorkload(
  { parts }: Omit<Stand, 'stop'>,
  { topic, versionIds }: Way,
  { workload, ratePerSecond }: { workload: Workload; ratePerSecond: number },
) {
  return sendLoad({
    brokers: parts.kafkaBrokers,
    topic,
    workload,
    firstSequence: FIRST_RECORDS,
    ratePerSecond,
    toFrame: createFraming(workload, versionIds),
  });
}

/** Between a topic that has the first records, and DynamoDB Local behind a server that notes when each item was stored. */
async function runService<Result>(
  stand: Omit<Stand, 'stop'>,
  { workload, preloaded }: { workload: Workload; preloaded: number },
  run: (way: Way) => Promise<Result>,
): Promise<Result> {
  const { parts } = stand;
  const topic = uniqueName('latency');
  const versionIds = await registerVersions(parts, topic, workload.versionCount);
  const first = { ...workload, recordCount: preloaded };
  await preloadTopic({ brokers: parts.kafkaBrokers, topic, workload: first, versionIds });
  const client = createDynamodbClient(parts);
  await createTable(client, topic).finally(() => client.destroy());
  const table = { mode: 'forward', forwardTo: parts.dynamodbEndpoint, workload } as const;
  const where = { topic, table, tableName: topic };
  return runContender(stand, CONTENDERS[0]!, where, async (started) => {
    const readReadable = async () => started.table.readReadable();
    const waitFor = async (itemCount: number) =>
      waitForItems(readReadable, itemCount, () => readLastLine(started.child));
    return run({ topic, versionIds, waitFor });
  });
}

async function waitForItems(
  readReadable: () => Promise<Readable>,
  wanted: number,
  readLastSaid: () => string,
): Promise<Readable> {
  const endMs = performance.now() + DEADLINE_MS;
  for (;;) {
    const readable = await readReadable();
    if (readable.size >= wanted) return readable;
    if (performance.now() > endMs) {
      if (readable.size > 0) return readable;
      throw new ContenderFailedError(`stored nothing within ${DEADLINE_MS / 1000} s: ${readLastSaid()}`);
    }
    await delay(POLL_MS);
  }
}
