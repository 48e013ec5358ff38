import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { parseElbRequest, renderElbAnswer, renderElbError } from './elb-protocol.ts';
import { createTargetGroups, type TargetGroups } from './target-groups.ts';

/** One entry of ListNodes, in the protocol's own letters. */
export type ListedNode = {
  nodeType: 'BROKER' | 'CONTROLLER';
  brokerNodeInfo?: {
    brokerId: number;
    clientVpcIpAddress?: string;
    clientSubnet?: string;
    endpoints?: string[];
  };
  controllerNodeInfo?: { endpoints: string[] };
};

export type Call = { action: string; targetGroupArn?: string };

/** Says no to a call by an error's code; undefined lets it pass. */
export type Refusal = (call: Call) => string | undefined;

/** MSK's ListNodes and Elastic Load Balancing's targets on one port, for the SDK's own clients. */
export type ControlPlane = {
  readonly url: string;
  readonly targetGroups: TargetGroups;
  /** In the order of their coming, the refused ones too. */
  readonly calls: Call[];
  list(nodes: readonly ListedNode[]): void;
  refuse(how: Refusal): void;
  close(): void;
};

/** A page of the listing, small enough that there is always more than one. */
const PAGE_NODES = 2;

const refuseNothing: Refusal = () => undefined;

export async function startControlPlane(): Promise<ControlPlane> {
  const targetGroups = createTargetGroups();
  const calls: Call[] = [];
  let nodes: readonly ListedNode[] = [];
  let refusal: Refusal = refuseNothing;

  const refuses = (call: Call): string | undefined => {
    calls.push(call);
    return refusal(call);
  };
  const server = createServer((request, response) => {
    void answer(request, response, { targetGroups, listed: () => nodes, refuses });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targetGroups,
    calls,
    list(next) {
      nodes = next;
    },
    refuse(how) {
      refusal = how;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

type State = { targetGroups: TargetGroups; listed: () => readonly ListedNode[]; refuses: Refusal };

async function answer(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'GET' && url.pathname.endsWith('/nodes')) answerMsk(url, response, state);
  else answerElb(await text(request), response, state);
}

function answerMsk(url: URL, response: ServerResponse, { listed, refuses }: State): void {
  const code = refuses({ action: 'ListNodes' });
  if (code !== undefined) {
    response.writeHead(code.startsWith('Throttling') ? 429 : 403, {
      'content-type': 'application/json',
      'x-amzn-errortype': code,
    });
    response.end(JSON.stringify({ message: code }));
    return;
  }
  const start = Number(url.searchParams.get('nextToken') ?? 0);
  const end = start + PAGE_NODES;
  const page = {
    nodeInfoList: listed().slice(start, end),
    ...(end < listed().length && { nextToken: String(end) }),
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
}

function answerElb(body: string, response: ServerResponse, { targetGroups, refuses }: State): void {
  const { action, targetGroupArn, targets } = parseElbRequest(body);
  const code = refuses({ action, targetGroupArn });
  const known = targetGroups.has(targetGroupArn);
  const headers = { 'content-type': 'text/xml' };
  if (code !== undefined || !known) {
    response.writeHead(400, headers).end(renderElbError(code ?? 'TargetGroupNotFound'));
    return;
  }
  if (action === 'RegisterTargets') targetGroups.register(targetGroupArn, targets);
  if (action === 'DeregisterTargets') targetGroups.deregister(targetGroupArn, targets);
  response.writeHead(200, headers).end(renderElbAnswer(action, targetGroups.states(targetGroupArn)));
}
