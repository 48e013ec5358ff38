import { join } from 'node:path';
import { createAccounts } from './aws/accounts.ts';
import { REGISTRY_EMULATOR, startRegistryEmulator } from './aws/registry-emulator.ts';
import type { ChildGroup } from './child/child-group.ts';
import type { Config } from './config.ts';
import { DYNAMODB, startDynamodbLocal } from './dynamodb/dynamodb-local.ts';
import { startBroker } from './kafka/broker.ts';
import { KAFKA } from './kafka/format-storage.ts';
import { startOnFreePort } from './ports.ts';
import type { RealParts } from './real-parts.ts';

/** The last one started is needed least by the others. */
export const REAL_PARTS_STOP_ORDER = [REGISTRY_EMULATOR, DYNAMODB, KAFKA];

export type RealPartsSettings = {
  ports: { kafka: number; dynamodb: number; registry: number };
  /** For what lasts no longer than the run. */
  runFolder: string;
  /** With it, what the parts store is kept. */
  dataFolder?: string | undefined;
  toLogFile?: (name: string) => string;
  onReady?: (name: string, address: string, preferredPort: number) => void;
};

/** Kafka, DynamoDB Local and the registry emulator, all three at once. */
export async function startRealParts(
  config: Config,
  children: ChildGroup,
  settings: RealPartsSettings,
): Promise<RealParts> {
  const { ports, runFolder, dataFolder, toLogFile, onReady } = settings;
  const accounts = createAccounts();
  const keep = (name: string) => dataFolder && join(dataFolder, name);
  const start = async (name: string, preferred: number, startOn: (port: number) => Promise<string>) => {
    const address = await startOnFreePort(preferred, startOn);
    onReady?.(name, address, preferred);
    return address;
  };

  const [kafkaBrokers, dynamodbEndpoint, registryEndpoint] = await Promise.all([
    start(KAFKA, ports.kafka, (port) =>
      startBroker(config, children, {
        port,
        folder: keep('kafka') ?? join(runFolder, 'kafka'),
        logFile: toLogFile?.('kafka'),
      }),
    ),
    start(DYNAMODB, ports.dynamodb, (port) =>
      startDynamodbLocal(config, children, {
        port,
        folder: keep('dynamodb'),
        logFile: toLogFile?.('dynamodb'),
      }),
    ),
    start(REGISTRY_EMULATOR, ports.registry, (port) =>
      startRegistryEmulator(config, children, {
        port,
        accounts,
        runFolder,
        dataFolder: keep('registry'),
        logFile: toLogFile?.('registry-emulator'),
      }),
    ),
  ]);
  return { kafkaBrokers, dynamodbEndpoint, registryEndpoint, accounts };
}
