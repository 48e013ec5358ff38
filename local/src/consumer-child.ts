import { createRequire } from 'node:module';
import { NODE_FLAGS } from '@glueline/consumer-service/node-flags';
import type { Environment } from './aws/environment.ts';
import type { ChildGroup } from './child/child-group.ts';
import { answersHttp } from './child/ready.ts';
import type { Config } from './config.ts';

export const CONSUMER_SERVICE = 'consumer service';

const require = createRequire(import.meta.url);

/** Resolves to the address of its `/health` and `/metrics`. */
export async function startConsumerService(
  config: Config,
  children: ChildGroup,
  settings: { httpPort: number; environment: Environment; logFile: string },
): Promise<string> {
  const endpoint = `http://127.0.0.1:${settings.httpPort}`;
  await children.start(
    {
      name: CONSUMER_SERVICE,
      command: process.execPath,
      args: [...NODE_FLAGS, require.resolve('@glueline/consumer-service/main')],
      environment: { ...config.childEnvironment, ...settings.environment },
      logFile: settings.logFile,
      // Its own drain may take 20 s.
      stopTimeoutMs: 25_000,
    },
    () => answersHttp(`${endpoint}/health`),
  );
  return endpoint;
}
