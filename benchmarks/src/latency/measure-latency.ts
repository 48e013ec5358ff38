import { createDynamodbClient, createTable } from '@glueline/local/parts';
import { setTimeout as delay } from 'node:timers/promises';
import { CONTENDERS } from '../contenders/all-contenders.ts';
import { ContenderFailedError } from '../measure/failure.ts';
import { readLastLine } from '../measure/wait-for-first-item.ts';
import { createName, type Stand } from '../stand.ts';
import { startTableServer, type TableServer } from '../table-server/start-table-server.ts';
import { createFraming } from '../workload/frames.ts';
import { createTopic, preloadTopic } from '../workload/preload.ts';
import { registerVersions } from '../workload/schema-versions.ts';
import type { Workload } from '../workload/workload.ts';
import { type Latencies, toLatencies } from './latencies.ts';
import { sendLoad } from './send-load.ts';

const DEADLINE_MS = 60_000;
const POLL_MS = 200;

/** Glueline between a topic and DynamoDB Local, by way of a server that notes when each item was stored. */
type Way = { topic: string; versionIds: string[]; table: TableServer };

/** How many items a second the whole way bears when a full topic waits for it. */
export async function measureCapacity(stand: Omit<Stand, 'stop'>, workload: Workload): Promise<number> {
  return withWay(stand, workload, async ({ topic, versionIds, table }) => {
    // In a topic of its own, which has all its records before anybody reads.
    await preloadTopic({ brokers: stand.parts.kafkaBrokers, topic, workload, versionIds });
    const readable = await runUntilReadable(stand, { topic, table }, workload.recordCount, async () => {});
    const times = [...readable.values()].toSorted((left, right) => left - right);
    return (times.length / (times.at(-1)! - times[0]!)) * 1e9;
  });
}

/** The first `warmUpRecords` do not count. */
export async function measureLatency(
  stand: Omit<Stand, 'stop'>,
  load: { workload: Workload; ratePerSecond: number; warmUpRecords: number },
): Promise<Latencies> {
  const { workload, ratePerSecond, warmUpRecords } = load;
  return withWay(stand, workload, async ({ topic, versionIds, table }) => {
    const brokers = stand.parts.kafkaBrokers;
    await createTopic(brokers, topic, workload.partitionCount);
    const toFrame = createFraming(workload, versionIds);
    const sending = async () => sendLoad({ brokers, topic, workload, ratePerSecond, toFrame });
    let sent: Awaited<ReturnType<typeof sendLoad>> = [];
    const readable = await runUntilReadable(stand, { topic, table }, workload.recordCount, async () => {
      sent = await sending();
    });
    const ways = sent.map(({ intendedNs, acknowledgedNs }, sequence) => ({
      intendedNs,
      acknowledgedNs,
      readableNs: readable.get(sequence),
    }));
    return toLatencies(ways.slice(warmUpRecords));
  });
}

async function withWay<Result>(
  { parts, children }: Omit<Stand, 'stop'>,
  workload: Workload,
  run: (way: Way) => Promise<Result>,
): Promise<Result> {
  const topic = createName('latency');
  const versionIds = await registerVersions(parts, topic, workload.versionCount);
  const client = createDynamodbClient(parts);
  const table = await startTableServer(children, {
    mode: 'forward',
    forwardTo: parts.dynamodbEndpoint,
    workload,
  });
  try {
    await createTable(client, topic);
    return await run({ topic, versionIds, table });
  } finally {
    client.destroy();
    table.kill();
  }
}

/** Starts the service, does `work`, and waits for `wanted` items or the deadline. Resolves to when each was there. */
async function runUntilReadable(
  stand: Omit<Stand, 'stop'>,
  { topic, table }: Omit<Way, 'versionIds'>,
  wanted: number,
  work: () => Promise<void>,
): Promise<ReadonlyMap<number, number>> {
  const job = stand.createJob({ topic, tableEndpoint: table.endpoint, tableName: topic });
  const child = await CONTENDERS[0]!.start(job, stand.parts);
  try {
    await work();
    const endMs = performance.now() + DEADLINE_MS;
    for (;;) {
      const readable = await table.readReadable();
      if (readable.size >= wanted) return readable;
      if (performance.now() > endMs) {
        if (readable.size > 0) return readable;
        throw new ContenderFailedError(`stored nothing: ${readLastLine(child)}`);
      }
      await delay(POLL_MS);
    }
  } finally {
    child.kill();
    await child.exited;
  }
}
