import {
  type BrokerSettings,
  createChildGroup,
  findFreePort,
  REAL_PARTS_STOP_ORDER,
  readConfig,
  type RealParts,
  startBroker,
  startRealParts,
} from '@glueline/local/parts';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Kafka, DynamoDB Local and the registry emulator, with a broker that can be killed and started again. */
export type Stack = {
  readonly parts: RealParts;
  readonly broker: {
    kill(): void;
    /** On the same port, with the same data. */
    restart(): Promise<void>;
    freeze(): Promise<void>;
    thaw(): Promise<void>;
  };
  stop(): Promise<void>;
};

export async function startStack(ownBroker: Omit<BrokerSettings, 'port' | 'folder'> = {}): Promise<Stack> {
  const config = readConfig(process.env);
  const runFolder = await mkdtemp(join(tmpdir(), 'glueline-faults-'));
  const children = createChildGroup();
  const kafkaFolder = join(runFolder, 'own-kafka');
  const port = await findFreePort(0);
  let brokerGroup = createChildGroup();
  const startOwnBroker = async () =>
    startBroker(config, brokerGroup, { ...ownBroker, port, folder: kafkaFolder });

  const stop = async () => {
    brokerGroup.kill();
    await children.stop(REAL_PARTS_STOP_ORDER);
    await rm(runFolder, { recursive: true, force: true });
  };
  try {
    const ports = { kafka: 0, dynamodb: 0, registry: 0 };
    // One broker too many, which nobody uses: starting parts one by one is not worth an option.
    const parts = await startRealParts(config, children, { ports, runFolder });
    const kafkaBrokers = await startOwnBroker();
    return {
      parts: { ...parts, kafkaBrokers },
      broker: {
        kill: () => brokerGroup.kill(),
        async restart() {
          brokerGroup = createChildGroup();
          await startOwnBroker();
        },
        freeze: async () => signal(kafkaFolder, 'SIGSTOP'),
        thaw: async () => signal(kafkaFolder, 'SIGCONT'),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** To the process that has `folder` on its command line. */
async function signal(folder: string, name: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)).map(Number);
  for (const pid of pids) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (pid !== process.pid && commandLine.includes(join(folder, 'server.properties')))
      process.kill(pid, name);
  }
}
