import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  createDynamodbClient,
  createGlueClient,
  createRegistry,
  DEVELOPMENT_ACCOUNTS,
  NAMES,
  type RealParts,
} from '@glueline/local/parts';
import { Admin, Producer } from '@platformatic/kafka';
import { createLedger, type Ledger } from '../ledger.ts';
import { type Load, startLoad } from '../load.ts';
import { createRandom } from '../random.ts';
import { createSensorSchema } from '../sensor-schema.ts';
import { readSequences } from '../stored-sequences.ts';
import { untilBacklogIsSmall } from './backlog.ts';
import type { Ports } from './ports.ts';

/** As in compose.yaml. */
const PARTITIONS = 3;
/** Not the demo's, which counts the versions of its own. */
const REGISTRY_NAME = 'container-check';
const SEED = 1;
/** 250 records a second at most, and only as many as DynamoDB Local takes: it writes each through to its disk. */
const PAUSE_MS = 200;

/** The containers as the host sees them: who sends, and who looks what has become of it. */
export type Outside = {
  readonly admin: Admin;
  readonly topic: string;
  readonly groupId: string;
  readonly ledger: Ledger;
  /** Only records with an item of their own: their number is what is stored. Its stop needs brokers that answer. */
  startLoad(): Promise<Load>;
  /** The keys of the load's records that have an item, each with which one it is. */
  readStored(): Promise<Map<string, number>>;
  close(): Promise<void>;
};

export function connectOutside(ports: Ports): Outside {
  const parts = toParts(ports);
  const bootstrapBrokers = [parts.kafkaBrokers];
  const admin = new Admin({ clientId: 'container-check', bootstrapBrokers, retries: true });
  const watcher = new Admin({ clientId: 'container-check-load', bootstrapBrokers, retries: false });
  const producer = new Producer({ clientId: 'container-check', bootstrapBrokers, idempotent: true });
  const dynamodb = createDynamodbClient(parts);
  const documents = DynamoDBDocumentClient.from(dynamodb);
  const ledger = createLedger();
  let load: Load | undefined;
  return {
    admin,
    topic: NAMES.topic,
    groupId: NAMES.groupId,
    ledger,
    async startLoad() {
      const schemaVersionId = await registerSchema(parts);
      const { topic, groupId } = NAMES;
      const random = createRandom(SEED);
      const untilReady = async (signal: AbortSignal) =>
        untilBacklogIsSmall({ admin: watcher, topic, groupId }, signal);
      const settings = { partitions: PARTITIONS, stateShare: 0, pauseMs: PAUSE_MS, schemaVersionId, random };
      load = startLoad({ producer, topic, ledger, ...settings, untilReady });
      return load;
    },
    async readStored() {
      const items = await readSequences(documents, NAMES.tableName);
      return new Map([...items].filter(([key]) => key.startsWith('single ')));
    },
    async close() {
      dynamodb.destroy();
      // The producer retries without an end what brokers that are away do not take, until it is closed.
      const stopped = load?.stop();
      await Promise.all([stopped, producer.close(), admin.close(), watcher.close()]);
    },
  };
}

function toParts(ports: Ports): RealParts {
  return {
    kafkaBrokers: `127.0.0.1:${ports.kafka}`,
    dynamodbEndpoint: `http://127.0.0.1:${ports.dynamodb}`,
    registryEndpoint: `http://127.0.0.1:${ports.registry}`,
    accounts: DEVELOPMENT_ACCOUNTS,
  };
}

async function registerSchema(parts: RealParts): Promise<string> {
  const glue = createGlueClient(parts);
  try {
    await createRegistry(glue, REGISTRY_NAME);
    return (await createSensorSchema(glue, REGISTRY_NAME)).firstVersionId;
  } finally {
    glue.destroy();
  }
}
