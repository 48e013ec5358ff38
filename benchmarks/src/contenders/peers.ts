import { type RealParts, readConfig, toConsumerEnvironment } from '@glueline/local/parts';
import { fileURLToPath } from 'node:url';
import { type JarProfile, prepareClasses } from './classes.ts';
import type { Contender, Job } from './contender.ts';
import { spawnContender } from './spawn-contender.ts';

const SDK_LOOP_FILE = fileURLToPath(new URL('../peers/sdk-loop.ts', import.meta.url));

export function createSdkLoop(about: Omit<Contender, 'start'>): Contender {
  return {
    ...about,
    start: async (job, parts) =>
      spawnContender({
        name: about.title,
        command: process.execPath,
        args: [SDK_LOOP_FILE, JSON.stringify(job)],
        environment: toPeerEnvironment(parts, job),
      }),
  };
}

type JavaPeer = Omit<Contender, 'start'> & {
  profile: JarProfile;
  mainClass: string;
  arguments?: readonly string[];
  options: readonly string[];
};

export function createJavaPeer(peer: JavaPeer): Contender {
  return {
    name: peer.name,
    title: peer.title,
    warmUpMs: peer.warmUpMs,
    async start(job, parts) {
      const classPath = await prepareClasses(peer.profile);
      const call = ['-cp', classPath, peer.mainClass, JSON.stringify(job), ...(peer.arguments ?? [])];
      return spawnContender({
        name: peer.title,
        command: readConfig(process.env).java.command,
        args: [...peer.options, ...call],
        environment: toPeerEnvironment(parts, job),
      });
    },
  };
}

/** As who may read the registry without assuming a role first, which the peers have no setting for. */
function toPeerEnvironment(parts: RealParts, job: Job): Record<string, string> {
  const { accessKeyId, secretAccessKey } = parts.accounts.operator;
  return {
    ...toConsumerEnvironment(parts, { ...job, httpPort: 0 }),
    AWS_ENDPOINT_URL_DYNAMODB: job.tableEndpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
}
