import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A block for measurements between networks (RFC 2544): nobody routes it. */
const BLOCK = '198.18';

/**
 * The consumer's network: a namespace that one cable leads out of, to addresses on this machine's end of it, and
 * nowhere else. What listens on this machine's loopback cannot be reached from there, as the brokers' subnets cannot
 * from another account.
 */
export type Network = {
  /** Runs what follows it in the namespace. */
  readonly launcher: readonly string[];
  /** On this machine's end. */
  toAddress(lastByte: number): string;
  /** What the namespace resolves names by, beside nothing: its private zone. */
  writeZone(records: ReadonlyMap<string, string>): Promise<void>;
  close(): Promise<void>;
};

/** `number`, from 0 to 255, keeps it apart from others on this machine. Throws what `ip` says where it is not allowed. */
export async function createNetwork(number: number, lastBytes: readonly number[]): Promise<Network> {
  const namespace = toNamespace(number);
  const [outside, inside] = [`glueline-o${number}`, `glueline-i${number}`];
  const zoneFolder = join('/etc/netns', namespace);
  const toAddress = (lastByte: number) => `${BLOCK}.${number}.${lastByte}`;
  // The cable goes with the namespace that holds its other end.
  const close = async () => {
    await ip(`netns delete ${namespace}`);
    await rm(zoneFolder, { recursive: true, force: true });
  };

  await ip(`netns add ${namespace}`);
  try {
    await ip(`link add ${outside} type veth peer name ${inside} netns ${namespace}`);
    for (const lastByte of lastBytes) await ip(`address add ${toAddress(lastByte)}/24 dev ${outside}`);
    await ip(`link set ${outside} up`);
    await ip(`-n ${namespace} address add ${toAddress(254)}/24 dev ${inside}`);
    await ip(`-n ${namespace} link set ${inside} up`);
    await ip(`-n ${namespace} link set lo up`);
    await mkdir(zoneFolder, { recursive: true });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    launcher: ['ip', 'netns', 'exec', namespace],
    toAddress,
    async writeZone(records) {
      const lines = [...records].map(([name, address]) => `${address} ${name}\n`);
      // `ip netns exec` puts both in place of the machine's own. Without a name server, a name that is not in the zone
      // does not exist.
      await writeFile(join(zoneFolder, 'hosts'), ['127.0.0.1 localhost\n', ...lines].join(''));
      await writeFile(join(zoneFolder, 'resolv.conf'), '');
    },
    close,
  };
}

/** One that no network has, be it of another run or left behind by one that was killed. */
export function findFreeNetworkNumber(): number {
  const numbers = Array.from({ length: 256 }, (_, index) => (process.pid + index) % 256);
  const free = numbers.find((number) => !existsSync(join('/run/netns', toNamespace(number))));
  if (free === undefined) throw new Error('all 256 network namespaces are taken: see "ip netns list"');
  return free;
}

function toNamespace(number: number): string {
  return `glueline-${number}`;
}

async function ip(command: string): Promise<void> {
  await run('ip', command.split(' '));
}

/** Why no network of this kind can be made here; undefined where one can. */
export async function findNetworkObstacle(number: number): Promise<string | undefined> {
  try {
    await (await createNetwork(number, [1])).close();
    return undefined;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return `no network namespace can be made here: ${(stderr || message).trim()}`;
  }
}
