import { DescribeTableCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { createDynamodbClient, createTable, uniqueName } from '@glueline/local/parts';
import { setTimeout as delay } from 'node:timers/promises';
import type { Contender } from '../contenders/contender.ts';
import type { Stand } from '../stand.ts';
import { isRightItem, type WireItem } from '../workload/check-item.ts';
import type { Workload } from '../workload/workload.ts';
import { ContenderFailedError } from './failure.ts';
import { readLastLine } from './wait-for-first-item.ts';
import { readUsageOf } from './window.ts';

export type EndToEnd = {
  /** From the first item in the table to the last. */
  readonly written: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** What was in the table at the end, and how much of it was what its record said. */
  readonly items: number;
  readonly right: number;
  /** It had not come to the end of the topic at the deadline. */
  readonly isCutShort: boolean;
};

type On = { topic: string; workload: Workload; deadlineMs: number };
type Client = ReturnType<typeof createDynamodbClient>;

const START_DEADLINE_MS = 90_000;
const POLL_MS = 50;

/** Into DynamoDB Local, which then is what limits all of them; every item is compared with its record. */
export async function measureEndToEnd(
  { parts, createJob }: Omit<Stand, 'stop'>,
  contender: Contender,
  on: On,
): Promise<EndToEnd> {
  const client = createDynamodbClient(parts);
  const tableName = uniqueName('table');
  try {
    await createTable(client, tableName);
    const tableEndpoint = parts.dynamodbEndpoint;
    const job = createJob({ topic: on.topic, tableEndpoint, tableName });
    const child = await contender.start(job, parts);
    try {
      const first = await waitForItems(client, tableName, 1, START_DEADLINE_MS);
      if (first.items === 0) {
        throw new ContenderFailedError(`stored nothing: ${readLastLine(child)}`);
      }
      const before = readUsageOf(child);
      const last = await waitForItems(client, tableName, on.workload.recordCount, on.deadlineMs);
      const after = readUsageOf(child);
      child.kill();
      await child.exited;
      return {
        written: last.items - first.items,
        seconds: (last.atMs - first.atMs) / 1000,
        cpuSeconds: after.cpuSeconds - before.cpuSeconds,
        ...(await compareItems(client, tableName, on.workload)),
        isCutShort: last.items < on.workload.recordCount,
      };
    } finally {
      child.kill();
      await child.exited;
    }
  } finally {
    client.destroy();
  }
}

/** Until there are `wanted`, or the deadline. DynamoDB Local counts as it writes; the service does every six hours. */
async function waitForItems(client: Client, tableName: string, wanted: number, deadlineMs: number) {
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    const items = table?.ItemCount ?? 0;
    const atMs = performance.now();
    if (items >= wanted || atMs > endMs) return { items, atMs };
    await delay(POLL_MS);
  }
}

async function compareItems(client: Client, tableName: string, workload: Workload) {
  let items = 0;
  let right = 0;
  for await (const { Items: page = [] } of paginateScan({ client }, { TableName: tableName })) {
    items += page.length;
    right += page.filter((item) => isRightItem(item as unknown as WireItem, workload)).length;
  }
  return { items, right };
}
