import { type EngineOptions, runDocker } from './engine.ts';

/** Long enough for a first build on a slow line. */
const BUILD_TIMEOUT_MS = 15 * 60_000;
const CALL_TIMEOUT_MS = 5 * 60_000;

/** compose.yaml under a name and on ports of its own, beside whatever else runs here. */
export type Project = {
  readonly name: string;
  compose(...args: string[]): Promise<string>;
  docker(...args: string[]): Promise<string>;
  build(): Promise<void>;
  /** Resolves when everything is healthy, with so many consumers. */
  up(consumers: number): Promise<void>;
  /** Of the running containers of a service. */
  containerIds(service: string): Promise<string[]>;
  /** http://127.0.0.1:port of each running consumer. */
  consumerAddresses(): Promise<string[]>;
  remove(): Promise<void>;
};

export function createProject(name: string, environment: Readonly<Record<string, string>>): Project {
  const options: EngineOptions = { environment, timeoutMs: CALL_TIMEOUT_MS };
  // COMPOSE_FILE is the caller's: it may add a file for machines that cannot build otherwise.
  const toCompose = (args: readonly string[]) => ['compose', '--project-name', name, ...args];
  const docker = async (...args: string[]) => runDocker(args, options);
  const compose = async (...args: string[]) => docker(...toCompose(args));
  const containerIds = async (service: string) => toLines(await compose('ps', '--quiet', service));
  return {
    name,
    compose,
    docker,
    containerIds,
    async build() {
      const args = toCompose(['--profile', 'demo', 'build', '--quiet']);
      await runDocker(args, { ...options, timeoutMs: BUILD_TIMEOUT_MS });
    },
    async up(consumers) {
      await compose(
        'up',
        '--detach',
        '--wait',
        '--no-build',
        '--no-recreate',
        '--scale',
        `consumer=${consumers}`,
      );
    },
    async consumerAddresses() {
      const ids = await containerIds('consumer');
      const ports = await Promise.all(ids.map(async (id) => docker('port', id, '8080/tcp')));
      return ports.map((address) => `http://${toLines(address)[0]}`);
    },
    async remove() {
      await compose('--profile', 'demo', 'down', '--volumes', '--remove-orphans');
    },
  };
}

export const toLines = (text: string) => text.split('\n').filter((line) => line !== '');
