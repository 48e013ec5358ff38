import { join } from 'node:path';
import { type Accounts, createAccounts } from './aws/accounts.ts';
import { startRegistryEmulator } from './aws/registry-emulator.ts';
import type { Child } from './child/child.ts';
import type { Config } from './config.ts';
import { startDynamodbLocal } from './dynamodb/dynamodb-local.ts';
import { startBroker } from './kafka/broker.ts';
import { startOnFreePort } from './ports.ts';
import type { RealParts } from './real-parts.ts';

export type PreferredPorts = { kafka: number; dynamodb: number; registry: number };

export type RealPartsSettings = {
  ports: PreferredPorts;
  /** For what lasts no longer than the run. */
  runFolder: string;
  /** With it, what the parts store is kept. */
  dataFolder?: string | undefined;
  logFile?: (name: string) => string;
  /** Called with each child as soon as it answers, so that it can be stopped when a later one does not. */
  onStarted: (child: Child) => void;
};

/** Kafka, DynamoDB Local and the registry emulator, all three at once. */
export async function startRealParts(config: Config, settings: RealPartsSettings): Promise<RealParts> {
  const accounts = createAccounts();
  const [kafkaBrokers, dynamodbEndpoint, registryEndpoint] = await allOrFirstError([
    startKafka(config, settings),
    startDynamodb(config, settings),
    startRegistry(config, settings, accounts),
  ]);
  return { kafkaBrokers, dynamodbEndpoint, registryEndpoint, accounts };
}

/** Unlike Promise.all it waits for the others: what they started must be known before anything is stopped. */
async function allOrFirstError(
  work: [Promise<string>, Promise<string>, Promise<string>],
): Promise<[string, string, string]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

async function startKafka(config: Config, settings: RealPartsSettings): Promise<string> {
  const folder = join(settings.dataFolder ?? settings.runFolder, 'kafka');
  const logFile = settings.logFile?.('kafka');
  const { child, address } = await startOnFreePort(settings.ports.kafka, (port) =>
    startBroker(config, { port, folder, logFile }),
  );
  settings.onStarted(child);
  return address;
}

async function startDynamodb(config: Config, settings: RealPartsSettings): Promise<string> {
  const folder = settings.dataFolder && join(settings.dataFolder, 'dynamodb');
  const logFile = settings.logFile?.('dynamodb');
  const { child, endpoint } = await startOnFreePort(settings.ports.dynamodb, (port) =>
    startDynamodbLocal(config, { port, folder, logFile }),
  );
  settings.onStarted(child);
  return endpoint;
}

async function startRegistry(
  config: Config,
  settings: RealPartsSettings,
  accounts: Accounts,
): Promise<string> {
  const dataFolder = settings.dataFolder && join(settings.dataFolder, 'registry');
  const logFile = settings.logFile?.('registry');
  const { child, endpoint } = await startOnFreePort(settings.ports.registry, (port) =>
    startRegistryEmulator(config, { port, accounts, folder: settings.runFolder, dataFolder, logFile }),
  );
  settings.onStarted(child);
  return endpoint;
}
