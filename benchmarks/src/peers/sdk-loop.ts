import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSchemaVersionCommand, GlueClient } from '@aws-sdk/client-glue';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Consumer, MessagesStreamFallbackModes, MessagesStreamModes } from '@platformatic/kafka';
import avsc from 'avsc';
import type { Job } from '../contenders/contender.ts';

/*
 * What a team writes that needs this for the first time, and careful enough not to lose a record: one batch after the
 * other, and a commit, once a second, of what is stored. Nothing else of Glueline is in it: no dead letters, no bounds,
 * no health.
 */

const BATCH_ITEMS = 25;
const COMMIT_INTERVAL_MS = 1000;
const FRAME_HEADER_BYTES = 18;
const UNKNOWN_EPOCH = -1;

type Item = Record<string, string | number>;

const job = JSON.parse(process.argv[2]!) as Job;
const table = DynamoDBDocumentClient.from(
  new DynamoDBClient({ region: job.region, endpoint: job.tableEndpoint }),
  { marshallOptions: { removeUndefinedValues: true } },
);
const glue = new GlueClient({ region: job.region, endpoint: job.registryEndpoint });
const types = new Map<string, avsc.Type>();

async function readType(frame: Buffer): Promise<avsc.Type> {
  const hex = frame.toString('hex', 2, FRAME_HEADER_BYTES);
  const known = types.get(hex);
  if (known !== undefined) return known;
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const version = await glue.send(new GetSchemaVersionCommand({ SchemaVersionId: id }));
  const type = avsc.Type.forSchema(JSON.parse(version.SchemaDefinition!) as avsc.Schema);
  types.set(hex, type);
  return type;
}

/** BatchWriteItem refuses two writes of one key in a request, and the later one is what has to be left. */
async function write(items: readonly Item[]): Promise<void> {
  const latest = new Map(items.map((item) => [`${item['deviceId']} ${item['timestamp']}`, item]));
  let requests = [...latest.values()].map((Item) => ({ PutRequest: { Item } }));
  while (requests.length > 0) {
    const command = new BatchWriteCommand({ RequestItems: { [job.tableName]: requests } });
    const { UnprocessedItems: left = {} } = await table.send(command);
    requests = (left[job.tableName] ?? []) as typeof requests;
  }
}

const consumer = new Consumer({
  clientId: 'sdk-loop',
  groupId: job.groupId,
  bootstrapBrokers: [job.brokers],
});
const stream = await consumer.consume({
  topics: [job.topic],
  mode: MessagesStreamModes.COMMITTED,
  fallbackMode: MessagesStreamFallbackModes.EARLIEST,
  autocommit: false,
});

let items: Item[] = [];
let committedMs = performance.now();
const stored = new Map<number, bigint>();
for await (const message of stream) {
  const type = await readType(message.value);
  const event = type.fromBuffer(message.value.subarray(FRAME_HEADER_BYTES)) as Item;
  items.push(Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null)));
  stored.set(message.partition, message.offset + 1n);
  // The stream says nothing of an empty topic's end: a last batch that is not full waits for more.
  if (items.length < BATCH_ITEMS && stream.readableLength > 0) continue;
  await write(items);
  items = [];
  if (performance.now() - committedMs < COMMIT_INTERVAL_MS) continue;
  committedMs = performance.now();
  const offsets = [...stored].map(([partition, offset]) => ({
    topic: job.topic,
    partition,
    offset,
    leaderEpoch: UNKNOWN_EPOCH,
  }));
  await consumer.commit({ offsets });
}
