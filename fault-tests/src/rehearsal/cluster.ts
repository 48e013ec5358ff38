import {
  type BrokerSettings,
  createChildGroup,
  findFreePort,
  type Properties,
  readConfig,
  REAL_PARTS_STOP_ORDER,
  startBroker,
} from '@glueline/local/parts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toSecureProperties } from '../secure/secure-properties.ts';

export const CLUSTER_DOMAIN = 'gluelinetest.abc123.c2.kafka.eu-central-1.amazonaws.com';
export const BROKER_IDS = [1, 2, 3];
/** Where MSK's brokers accept IAM. */
export const PORT = 9098;

export function toHost(id: number): string {
  return `b-${id}.${CLUSTER_DOMAIN}`;
}

/** Three brokers, as MSK shows them: each advertises its name in the cluster's domain, and has an address of its own. */
export type Cluster = {
  /** For who is beside the brokers: host:port of the first, without TLS. */
  readonly insideAddress: string;
  /** Of each broker, where it listens at present. */
  readonly addresses: ReadonlyMap<number, string>;
  /** Stops it, and starts it at another address with the same name and data. */
  move(id: number, address: string): Promise<void>;
  stop(): Promise<void>;
};

/** What `toSecureProperties` wants beside the places. */
type Security = Pick<
  Parameters<typeof toSecureProperties>[0],
  'certificates' | 'maxReauthMs' | 'verifierOptions'
>;

export async function startCluster(options: {
  folder: string;
  classFolder: string;
  security: Security;
  addresses: ReadonlyMap<number, string>;
}): Promise<Cluster> {
  const { folder, classFolder, security } = options;
  const config = readConfig(process.env);
  const addresses = new Map(options.addresses);
  const groups = new Map(BROKER_IDS.map((id) => [id, createChildGroup()]));
  const ports = new Map<number, number>();
  for (const id of BROKER_IDS) ports.set(id, await findFreePort(0));
  const [firstId = 1, ...otherIds] = BROKER_IDS;
  let quorum: Properties = {};

  const start = async (id: number, settings: Partial<BrokerSettings> = {}) => {
    const group = createChildGroup();
    groups.set(id, group);
    return startBroker(config, group, {
      port: ports.get(id)!,
      folder: join(folder, `broker-${id}`),
      classFolder,
      changeProperties(usual) {
        // The first is the one controller, and stays where it is.
        if (id === firstId) quorum = pick(usual, 'controller.quorum.bootstrap.servers');
        const places = { listensOn: `${addresses.get(id)}:${PORT}`, advertises: `${toHost(id)}:${PORT}` };
        const own = id === firstId ? usual : { ...withoutController(usual, id), ...quorum };
        return { ...toSecureProperties({ usual: own, ...places, ...security }), ...OF_A_CLUSTER };
      },
      ...settings,
    });
  };
  const stopBroker = async (id: number) => groups.get(id)?.stop(REAL_PARTS_STOP_ORDER);
  const stop = async () => {
    for (const group of groups.values()) group.kill();
  };

  try {
    const insideAddress = await start(firstId);
    const clusterId = await readClusterId(join(folder, `broker-${firstId}`));
    await Promise.all(otherIds.map(async (id) => start(id, { clusterId })));
    return {
      insideAddress,
      addresses,
      async move(id, address) {
        await stopBroker(id);
        addresses.set(id, address);
        await start(id);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const OF_A_CLUSTER: Properties = {
  // The group must not depend on the one broker that is out of reach: what is rehearsed is a part of the topic.
  'offsets.topic.replication.factor': 3,
  'auto.leader.rebalance.enable': false,
};

function withoutController(usual: Properties, id: number): Properties {
  const [plaintext] = String(usual['listeners']).split(',');
  return { ...usual, 'process.roles': 'broker', 'node.id': id, listeners: plaintext ?? '' };
}

function pick(properties: Properties, name: string): Properties {
  return { [name]: properties[name] ?? '' };
}

async function readClusterId(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'data', 'meta.properties'), 'utf8');
  const id = /^cluster\.id=(.+)$/m.exec(text)?.[1];
  if (id === undefined) throw new Error(`no cluster id in ${folder}`);
  return id;
}
