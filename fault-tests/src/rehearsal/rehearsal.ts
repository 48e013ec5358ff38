import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { type ControlPlane, startControlPlane } from '@glueline/infra/stand-ins';
import { reconcileTargets } from '@glueline/infra/target-reconciler';
import { createChildGroup, REGION, type RealParts } from '@glueline/local/parts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificates } from '../secure/certificates.ts';
import { compileVerifier } from '../secure/compile-verifier.ts';
import { KAFKA_EXTERNAL_ID, KAFKA_ROLE_NAME, startFastEmulator } from '../secure/fast-emulator.ts';
import { createSessionsFile } from '../secure/sessions-file.ts';
import { type Address, startTcpProxy } from '../secure/tcp-proxy.ts';
import { BROKER_IDS, type Cluster, CLUSTER_DOMAIN, PORT, startCluster, toHost } from './cluster.ts';
import { type LoadBalancer, startLoadBalancers } from './load-balancers.ts';
import { createNetwork, type Network } from './network.ts';

const CLUSTER_ARN = 'arn:aws:kafka:eu-central-1:111111111111:cluster/gluelinetest/0a1b2c3d-2';
/** Of the addresses on this machine's end: the endpoints of AWS, and one per broker, by its id. */
const AWS_BYTE = 1;
const FIRST_BROKER_BYTE = 10;
const MAX_REAUTH_MS = 300_000;

/** Both accounts' networks on one machine, with the path between them that the infrastructure builds in AWS. */
export type Rehearsal = {
  readonly parts: RealParts;
  readonly network: Network;
  readonly cluster: Cluster;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly controlPlane: ControlPlane;
  /** What a member needs beside the usual, to connect by names and with tokens. */
  readonly settings: Readonly<Record<string, string>>;
  /** A run of the function that keeps the targets. */
  reconcile(): ReturnType<typeof reconcileTargets>;
  /** Stops a broker and starts it elsewhere, of which the listing then tells. */
  moveBroker(id: number): Promise<void>;
  /** Makes something on this machine's loopback an endpoint in the consumer's network. Resolves to its address. */
  openEndpoint(url: string): Promise<string>;
  stop(): Promise<void>;
};

/** `number` as for the network; `shared` has the table and the accounts. */
export async function startRehearsal(number: number, shared: RealParts): Promise<Rehearsal> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'glueline-rehearsal-'));
  stack.defer(async () => rm(folder, { recursive: true, force: true }));
  const network = await createNetwork(number, [AWS_BYTE, ...BROKER_IDS.map(toBrokerByte)]);
  stack.defer(async () => network.close());
  await network.writeZone(new Map(BROKER_IDS.map((id) => [toHost(id), network.toAddress(toBrokerByte(id))])));

  const sessions = createSessionsFile(join(folder, 'sessions'), KAFKA_ROLE_NAME);
  const emulator = await startFastEmulator(shared.accounts, {
    clock: Date.now,
    maxClockSkewMs: 300_000,
    onRoleSession: sessions.add,
  });
  stack.defer(async () => emulator.close());
  const { cluster, caFile } = await startSecureCluster(folder, number, sessions.file);
  stack.defer(async () => cluster.stop());
  const controlPlane = await startControlPlane();
  stack.defer(() => controlPlane.close());
  controlPlane.list(toListing(cluster));
  const loadBalancers = await startLoadBalancers(controlPlane, (id) => network.toAddress(toBrokerByte(id)));
  stack.defer(() => loadBalancers.forEach(({ proxy }) => proxy.close()));

  const opened = stack.move();
  return {
    parts: { ...shared, kafkaBrokers: cluster.insideAddress, registryEndpoint: emulator.endpoint },
    network,
    cluster,
    loadBalancers,
    controlPlane,
    settings: {
      KAFKA_BROKERS: BROKER_IDS.map((id) => `${toHost(id)}:${PORT}`).join(','),
      KAFKA_CA_FILE: caFile,
      KAFKA_AUTH: 'msk-iam',
      KAFKA_ROLE_ARN: `arn:aws:iam::${shared.accounts.producer.accountId}:role/${KAFKA_ROLE_NAME}`,
      KAFKA_EXTERNAL_ID,
    },
    reconcile: async () => reconcile(controlPlane, loadBalancers),
    async moveBroker(id) {
      await cluster.move(id, toBrokerAddress(number, id + 100));
      controlPlane.list(toListing(cluster));
    },
    async openEndpoint(url) {
      const { hostname, port } = new URL(url);
      const target: Address = { host: hostname, port: Number(port) };
      const address = network.toAddress(AWS_BYTE);
      const proxy = await startTcpProxy(() => target, { host: address, port: 0 });
      opened.defer(() => proxy.close());
      return `http://${address}:${proxy.port}`;
    },
    stop: async () => opened.disposeAsync(),
  };
}

function toBrokerByte(id: number): number {
  return FIRST_BROKER_BYTE + id;
}

/** On this machine's loopback, which the consumer's network does not reach. */
function toBrokerAddress(number: number, lastByte: number): string {
  return `127.20.${number}.${lastByte}`;
}

async function startSecureCluster(folder: string, number: number, sessionsFile: string) {
  const children = createChildGroup();
  const certificates = await createCertificates(children, folder, `*.${CLUSTER_DOMAIN}`);
  const classFolder = await compileVerifier(children, folder);
  const verifierOptions = {
    region: REGION,
    sessions: sessionsFile,
    verdicts: join(folder, 'verdicts'),
    clockOriginMs: '0',
    clockFactor: '1',
  };
  const cluster = await startCluster({
    folder,
    classFolder,
    security: { certificates, maxReauthMs: MAX_REAUTH_MS, verifierOptions },
    addresses: new Map(BROKER_IDS.map((id) => [id, toBrokerAddress(number, id)])),
  });
  return { cluster, caFile: certificates.caFile };
}

/** Not in the order of ids, and with a controller in between, as MSK's. */
function toListing({ addresses }: Cluster): Parameters<ControlPlane['list']>[0] {
  const brokers = [...addresses].toReversed().map(([brokerId, clientVpcIpAddress]) => ({
    nodeType: 'BROKER' as const,
    brokerNodeInfo: { brokerId, clientVpcIpAddress, endpoints: [toHost(brokerId)] },
  }));
  const controller = { nodeType: 'CONTROLLER' as const, controllerNodeInfo: { endpoints: [] } };
  return brokers.flatMap((broker) => [controller, broker]);
}

async function reconcile({ url }: ControlPlane, loadBalancers: readonly LoadBalancer[]) {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  const settings = { endpoint: url, region: REGION, credentials };
  const clients = { msk: new KafkaClient(settings), elb: new ElasticLoadBalancingV2Client(settings) };
  const targetGroups = loadBalancers.map(({ brokerId, targetGroupArn: arn }) => ({ brokerId, arn }));
  try {
    const work = { clusterArn: CLUSTER_ARN, port: PORT, targetGroups };
    return await reconcileTargets(clients, work, AbortSignal.timeout(60_000));
  } finally {
    clients.msk.destroy();
    clients.elb.destroy();
  }
}
