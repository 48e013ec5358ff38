import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  createDynamodbClient,
  createGlueClient,
  createRegistry,
  createTable,
  toConsumerEnvironment,
} from '@glueline/local/parts';
import { Admin, Producer } from '@platformatic/kafka';
import { randomUUID } from 'node:crypto';
import { type HttpProxy, startHttpProxy } from './http-proxy.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { LATER_DEFINITION, type Load, startLoad } from './load.ts';
import { type Member, startMember } from './member.ts';
import type { Random } from './random.ts';
import { createSensorSchema } from './sensor-schema.ts';
import type { Stack } from './stack.ts';
import { countItems, readSequences } from './stored-sequences.ts';
import { startTableProxy, type TableProxy } from './table-proxy.ts';

/** The least a broker accepts by default: a fault that a session bounds is over soonest. */
const SESSION_TIMEOUT_MS = 6000;
export const PARTITIONS = 6;

/** What a world stands on; most of what is done in it does not ask for more. */
type Reachable = Pick<Stack, 'parts'>;

/** A topic, a table, a schema and a load of its own, with members that see table and registry through proxies. */
export type World<Reached extends Reachable = Reachable> = {
  readonly stack: Reached;
  readonly topic: string;
  readonly groupId: string;
  readonly admin: Admin;
  readonly producer: Producer;
  readonly schemaVersionId: string;
  readonly table: TableProxy;
  readonly registry: HttpProxy;
  readonly ledger: Ledger;
  readonly load: Load;
  readonly members: readonly Member[];
  readonly random: Random;
  addMember(
    overrides?: Record<string, string | undefined>,
    nodeFlags?: readonly string[],
    launcher?: readonly string[],
  ): Member;
  registerLaterVersion(): Promise<void>;
  /** Of the load. */
  readItems(): Promise<Map<string, number>>;
  countItems(deviceId: string): Promise<number>;
  close(): Promise<void>;
};

/** `settings` are the members', beside the usual ones or in their place. */
export async function createWorld<Reached extends Reachable>(
  stack: Reached,
  random: Random,
  settings: Readonly<Record<string, string>> = {},
): Promise<World<Reached>> {
  const name = `faults_${randomUUID().slice(0, 8)}`;
  const outside = await createOutside(stack, name, random);
  const { admin, producer, table, registry, documents, schema } = outside;
  const ledger = createLedger();
  const load = startLoad({
    producer,
    topic: name,
    partitions: PARTITIONS,
    schemaVersionId: schema.firstVersionId,
    ledger,
    random,
  });
  const members: Member[] = [];
  const environment = { ...toMemberEnvironment(stack, name, outside), ...settings };
  const schemaVersionId = schema.firstVersionId;
  const clients = { admin, producer, table, registry };
  const parts = {
    stack,
    topic: name,
    groupId: name,
    schemaVersionId,
    ...clients,
    ledger,
    load,
    members,
    random,
  };
  return {
    ...parts,
    addMember(overrides = {}, nodeFlags = [], launcher = []) {
      const member = startMember({ ...environment, ...overrides }, nodeFlags, launcher);
      members.push(member);
      return member;
    },
    async registerLaterVersion() {
      load.version(await schema.registerLaterVersion(), LATER_DEFINITION);
    },
    readItems: async () => readSequences(documents, name),
    countItems: async (deviceId) => countItems(documents, name, deviceId),
    async close() {
      await load.stop();
      await Promise.all(members.map(async ({ child }) => child.stop()));
      await outside.close();
    },
  };
}

type Outside = Awaited<ReturnType<typeof createOutside>>;

/** Everything but the load and the members. */
async function createOutside({ parts }: Reachable, name: string, random: Random) {
  const bootstrapBrokers = [parts.kafkaBrokers];
  const admin = new Admin({ clientId: 'faults', bootstrapBrokers, retries: true });
  const producer = new Producer({ clientId: 'faults', bootstrapBrokers, idempotent: true });
  const dynamodb = createDynamodbClient(parts);
  const glue = createGlueClient(parts);
  const table = await startTableProxy(parts.dynamodbEndpoint, random);
  const registry = await startHttpProxy(parts.registryEndpoint);
  await Promise.all([createTable(dynamodb, name), createRegistry(glue, name)]);
  await admin.createTopics({ topics: [name], partitions: PARTITIONS, replicas: 1 });
  const documents = DynamoDBDocumentClient.from(dynamodb);
  const schema = await createSensorSchema(glue, name);
  const close = async () => {
    table.close();
    registry.close();
    dynamodb.destroy();
    glue.destroy();
    await Promise.all([producer.close(), admin.close()]);
  };
  return { admin, producer, table, registry, documents, schema, close };
}

function toMemberEnvironment({ parts }: Reachable, name: string, { table, registry }: Outside) {
  return {
    ...toConsumerEnvironment(parts, { topic: name, tableName: name, groupId: name, httpPort: 0 }),
    AWS_ENDPOINT_URL_DYNAMODB: table.url,
    AWS_ENDPOINT_URL_GLUE: registry.url,
    AWS_ENDPOINT_URL_STS: registry.url,
    SESSION_TIMEOUT_MS: String(SESSION_TIMEOUT_MS),
    METADATA_POLL_INTERVAL_MS: '1000',
  };
}
