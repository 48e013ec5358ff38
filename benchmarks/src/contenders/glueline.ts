import { NODE_FLAGS } from '@glueline/consumer-service/node-flags';
import { type RealParts, toConsumerEnvironment } from '@glueline/local/parts';
import { createRequire } from 'node:module';
import type { Contender, Job } from './contender.ts';
import { spawnContender } from './spawn-contender.ts';

const MAIN_FILE = createRequire(import.meta.url).resolve('@glueline/consumer-service/main');

/** The consumer service as the platform runs it, with its own defaults but for `settings`. */
export function createGlueline(
  about: Omit<Contender, 'start'> & {
    settings?: Readonly<Record<string, string>>;
    nodeFlags?: readonly string[];
  },
): Contender {
  const { settings = {}, nodeFlags = [], ...rest } = about;
  return {
    ...rest,
    start: async (job, parts) =>
      spawnContender({
        name: rest.title,
        command: process.execPath,
        args: [...NODE_FLAGS, ...nodeFlags, MAIN_FILE],
        environment: { ...toGluelineEnvironment(parts, job), ...settings },
      }),
  };
}

function toGluelineEnvironment(parts: RealParts, job: Job): Record<string, string> {
  return {
    ...toConsumerEnvironment(parts, { ...job, httpPort: 0 }),
    AWS_ENDPOINT_URL_DYNAMODB: job.tableEndpoint,
  };
}
