import { fileURLToPath } from 'node:url';
import type { Environment } from '../aws/environment.ts';
import type { ChildGroup } from '../child/child-group.ts';
import { answersHttp } from '../child/ready.ts';
import type { Config } from '../config.ts';

export const PRODUCER_ENDPOINT = 'producer endpoint';
export const FUNCTION_NAME = 'glueline-producer';

const MAIN_FILE = fileURLToPath(new URL('main.ts', import.meta.url));

/** Resolves to its address, which is what `aws lambda --endpoint-url` takes. */
export async function startProducerEndpoint(
  config: Config,
  children: ChildGroup,
  settings: { port: number; environment: Environment; logFile: string },
): Promise<string> {
  const endpoint = `http://127.0.0.1:${settings.port}`;
  await children.start(
    {
      name: PRODUCER_ENDPOINT,
      command: process.execPath,
      args: [MAIN_FILE, FUNCTION_NAME, String(settings.port)],
      environment: { ...config.childEnvironment, ...settings.environment },
      logFile: settings.logFile,
      stopTimeoutMs: 10_000,
    },
    () => answersHttp(endpoint),
  );
  return endpoint;
}
