import { mkdir } from 'node:fs/promises';
import { type Child, startChild } from '../child/child.ts';
import { answersHttp, waitUntilReady } from '../child/ready.ts';
import type { Config } from '../config.ts';
import { findJars, toJavaArguments } from '../java.ts';

export type DynamodbLocal = { child: Child; endpoint: string };

/** Without `folder` everything is forgotten at the end. It listens on all addresses: it has no option for one. */
export async function startDynamodbLocal(
  config: Config,
  settings: { port: number; folder?: string | undefined; logFile?: string | undefined },
): Promise<DynamodbLocal> {
  if (settings.folder !== undefined) await mkdir(settings.folder, { recursive: true });
  const jars = findJars(config.java, 'dynamodb');
  const storage = settings.folder === undefined ? ['-inMemory'] : ['-dbPath', settings.folder];
  const child = startChild({
    name: 'DynamoDB Local',
    command: config.java.command,
    args: [
      ...toJavaArguments({
        jars,
        mainClass: 'software.amazon.dynamodb.services.local.main.ServerRunner',
        maxHeapMb: 256,
        // Its SQLite is a native library beside the jars.
        options: [`-Djava.library.path=${jars}`],
      }),
      ...storage,
      '-sharedDb',
      '-disableTelemetry',
      '-port',
      String(settings.port),
    ],
    environment: config.childEnvironment,
    logFile: settings.logFile,
    stopTimeoutMs: 5000,
  });
  const endpoint = `http://127.0.0.1:${settings.port}`;
  await waitUntilReady(child, () => answersHttp(endpoint));
  return { child, endpoint };
}
