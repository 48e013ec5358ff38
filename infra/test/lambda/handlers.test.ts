import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeBundle } from '../../lib/producer/bundle-function.ts';
import { type ControlPlane, startControlPlane } from '../../stand-ins/control-plane.ts';
import { ARNS, CLUSTER_ARN, list, readActive, WORK } from './target-reconciler/stage.ts';

/*
 * The files that are deployed, as the runtime loads them: one file each, the SDK's clients in it, and an environment
 * that says where AWS is.
 */

type Handler = (event: unknown, context: { getRemainingTimeInMillis(): number }) => Promise<void>;

const CONTEXT = { getRemainingTimeInMillis: () => 60_000 };
const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
};
const answers: unknown[] = [];
let folder: string;
let receiver: Server;
let plane: ControlPlane;
let brokerNodes: Handler;
let targetReconciler: Handler;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glueline-functions-'));
  plane = await startControlPlane();
  receiver = createServer((request, response) => {
    void json(request)
      .then((answer) => answers.push(answer))
      .then(() => response.end());
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const urls = { AWS_ENDPOINT_URL_KAFKA: plane.url, AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: plane.url };
  for (const [name, value] of Object.entries({ ...ENVIRONMENT, ...urls })) vi.stubEnv(name, value);
  brokerNodes = await load('broker-nodes');
  targetReconciler = await load('target-reconciler');
});

afterAll(async () => {
  vi.unstubAllEnvs();
  plane.close();
  receiver.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  answers.length = 0;
  for (const arn of ARNS) plane.targetGroups.add(arn);
  plane.list(list('10.0.0.1', '10.0.0.2', '10.0.0.3'));
  plane.refuse(() => undefined);
});

async function load(name: string): Promise<Handler> {
  const output = join(folder, name);
  writeBundle(name, output);
  const loaded = (await import(pathToFileURL(join(output, 'index.mjs')).href)) as { handler: Handler };
  return loaded.handler;
}

function createRequest(RequestType: 'Create' | 'Update' | 'Delete', ResourceProperties: object): object {
  const identity = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Nodes' };
  const kept = RequestType === 'Create' ? {} : { PhysicalResourceId: 'kept' };
  const ResponseURL = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  return { RequestType, ResponseURL, ...identity, ...kept, ResourceProperties };
}

describe('the function of broker nodes', () => {
  const properties = { ServiceToken: 'token', clusterArn: CLUSTER_ARN, numberOfBrokers: '3' };

  it('answers a creation with what the brokers are called and where they are', async () => {
    await brokerNodes(createRequest('Create', properties), CONTEXT);
    expect(answers).toEqual([
      {
        Status: 'SUCCESS',
        StackId: 'stack',
        RequestId: 'request',
        LogicalResourceId: 'Nodes',
        PhysicalResourceId: 'Nodes',
        Data: {
          ClusterDomain: 'gluelinetest.abc123.c2.kafka.eu-central-1.amazonaws.com',
          Label1: 'b-1',
          Subnet1: 'subnet-1',
          Label2: 'b-2',
          Subnet2: 'subnet-2',
          Label3: 'b-3',
          Subnet3: 'subnet-3',
        },
      },
    ]);
  });

  it('keeps the physical id at an update, and fails it when the brokers are not as many', async () => {
    await brokerNodes(createRequest('Update', { ...properties, numberOfBrokers: '4' }), CONTEXT);
    expect(answers).toMatchObject([
      {
        Status: 'FAILED',
        PhysicalResourceId: 'kept',
        Reason: 'BrokerNodesError: the cluster lists broker 1, 2, 3: must be 1 to 4',
      },
    ]);
  });

  it('fails a deployment that it may not ask for', async () => {
    plane.refuse(() => 'ForbiddenException');
    await brokerNodes(createRequest('Create', properties), CONTEXT);
    expect(answers).toMatchObject([{ Status: 'FAILED', Reason: 'ForbiddenException: ForbiddenException' }]);
  });

  it('fails with the name of a wrong property', async () => {
    await brokerNodes(createRequest('Create', { clusterArn: CLUSTER_ARN, numberOfBrokers: '' }), CONTEXT);
    expect(answers).toMatchObject([
      { Status: 'FAILED', Reason: 'InputError: the input is wrong: numberOfBrokers must be at least 1' },
    ]);
  });

  it('lets itself be deleted without asking anybody', async () => {
    plane.calls.length = 0;
    await brokerNodes(createRequest('Delete', {}), CONTEXT);
    expect(answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'kept' }]);
    expect(plane.calls).toEqual([]);
  });

  it('answers before the runtime ends it when the listing takes too long', async () => {
    await brokerNodes(createRequest('Create', properties), { getRemainingTimeInMillis: () => 0 });
    expect(answers).toMatchObject([{ Status: 'FAILED' }]);
  });
});

describe('the function that reconciles targets', () => {
  it('does the work that its schedule sends', async () => {
    await targetReconciler(WORK, CONTEXT);
    expect(readActive(plane)).toEqual([['10.0.0.1:9098'], ['10.0.0.2:9098'], ['10.0.0.3:9098']]);
    expect(answers).toEqual([]);
  });

  it('counts as failed when a broker is left as it should not be', async () => {
    plane.list(list('10.0.0.1', '10.0.0.2'));
    await expect(targetReconciler(WORK, CONTEXT)).rejects.toMatchObject({
      name: 'UnreconciledError',
      message: 'targets are not as they should be: broker 3 not_listed',
    });
  });

  it('does it for a deployment too, and answers', async () => {
    const properties = {
      clusterArn: CLUSTER_ARN,
      port: '9098',
      targetGroups: ARNS.map((arn, index) => ({ arn, brokerId: String(index + 1) })),
    };
    await targetReconciler(createRequest('Create', properties), CONTEXT);
    expect(answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'Nodes', Data: {} }]);
    expect(plane.targetGroups.active(ARNS[2]!)).toEqual(['10.0.0.3:9098']);

    plane.list([]);
    await targetReconciler(createRequest('Update', properties), CONTEXT);
    expect(answers[1]).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: 'kept',
      Reason:
        'UnreconciledError: targets are not as they should be: broker 1 not_listed; broker 2 not_listed; ' +
        'broker 3 not_listed',
    });
  });

  it('refuses work that is wrong', async () => {
    await expect(targetReconciler({ ...WORK, port: 70_000 }, CONTEXT)).rejects.toMatchObject({
      name: 'InputError',
      message: 'the input is wrong: port must be a port',
    });
  });
});
