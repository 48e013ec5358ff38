import { mkdir } from 'node:fs/promises';
import type { ChildGroup } from '../child/child-group.ts';
import { answersHttp } from '../child/ready.ts';
import type { Config, JavaRuntime } from '../config.ts';
import { findJars, toJavaArguments } from '../java.ts';

export const DYNAMODB = 'DynamoDB Local';

type DynamodbSettings = { port: number; folder?: string | undefined; logFile?: string | undefined };

/**
 * Resolves to its endpoint. Without `folder` everything is forgotten at the end. It listens on all addresses: it
 * has no option for one.
 */
export async function startDynamodbLocal(
  config: Config,
  children: ChildGroup,
  settings: DynamodbSettings,
): Promise<string> {
  if (settings.folder !== undefined) await mkdir(settings.folder, { recursive: true });
  const endpoint = `http://127.0.0.1:${settings.port}`;
  await children.start(
    {
      name: DYNAMODB,
      command: config.java.command,
      args: toArguments(config.java, settings),
      environment: config.childEnvironment,
      logFile: settings.logFile,
      stopTimeoutMs: 5000,
    },
    () => answersHttp(endpoint),
  );
  return endpoint;
}

function toArguments(java: JavaRuntime, { port, folder }: DynamodbSettings): string[] {
  const jars = findJars(java, 'dynamodb');
  const storage = folder === undefined ? ['-inMemory'] : ['-dbPath', folder];
  return [
    ...toJavaArguments({
      jars,
      mainClass: 'software.amazon.dynamodb.services.local.main.ServerRunner',
      // Only what it may take: reading back a table of a gigabyte needs more than a quarter of it.
      maxHeapMb: 2048,
      // Its SQLite is a native library beside the jars.
      options: [`-Djava.library.path=${jars}`],
    }),
    ...storage,
    '-sharedDb',
    '-disableTelemetry',
    '-port',
    String(port),
  ];
}
