import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProtocolRequest, ProtocolResponse } from './exchange.ts';
import { answerFaultControl, FAULT_CONTROL_PATH } from './fault-control.ts';
import type { JsonProtocol } from './json-protocol.ts';
import type { QueryProtocol } from './query-protocol.ts';
import { BodyTooLargeError, readBody, RequestAbortedError } from './read-body.ts';

/** A definition of 170 000 characters, every one of them escaped in six bytes, twice over. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** Clients that send nothing, or a byte a minute, are cut off; no real request takes a tenth of this. */
const REQUEST_TIMEOUT_MS = 30_000;
/** How long requests under way may still take when the server closes. */
const CLOSE_GRACE_MS = 2000;

export type Protocols = JsonProtocol & QueryProtocol & { readonly isFaultControlEnabled: boolean };

export interface ListeningServer {
  readonly endpoint: string;
  close(): Promise<void>;
}

export async function startServer(
  address: { host: string; port: number },
  protocols: Protocols,
): Promise<ListeningServer> {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => {
      // The protocols answer their own failures; what still comes here has no answer to give.
      answer(request, response, protocols).catch((error: unknown) => {
        protocols.onUnexpectedError(error, 'unknown');
        response.destroy();
      });
    },
  );
  server.listen(address.port, address.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return { endpoint: `http://${host}:${port}`, close: () => closeServer(server) };
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  protocols: Protocols,
): Promise<void> {
  const requestId = randomUUID();
  let response: ProtocolResponse;
  try {
    response = await route(await readRequest(incoming, requestId), protocols);
  } catch (error) {
    // The client went away in the middle of its request: nobody is left to answer.
    if (error instanceof RequestAbortedError) return;
    if (!(error instanceof BodyTooLargeError)) throw error;
    // The rest of the body is not read, so the connection cannot serve another request.
    outgoing.setHeader('connection', 'close');
    response = {
      status: 413,
      contentType: 'application/x-amz-json-1.1',
      body: JSON.stringify({ __type: 'RequestEntityTooLargeException', Message: error.message }),
    };
  }
  outgoing.writeHead(response.status, {
    'content-type': response.contentType,
    'content-length': Buffer.byteLength(response.body),
    'x-amzn-requestid': requestId,
    // By this clock signatures are judged; clients whose own is off set themselves by it.
    date: new Date(protocols.authenticator.clock()).toUTCString(),
  });
  outgoing.end(response.body);
}

async function readRequest(incoming: IncomingMessage, requestId: string): Promise<ProtocolRequest> {
  const { headers, method = 'GET', url = '/' } = incoming;
  const queryStart = url.indexOf('?');
  return {
    method,
    requestId,
    path: queryStart < 0 ? url : url.slice(0, queryStart),
    query: new URLSearchParams(queryStart < 0 ? '' : url.slice(queryStart)),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')]),
    ),
    body: await readBody(incoming, MAX_BODY_BYTES),
  };
}

// Both services answer at one address. The JSON protocol is known by its target header or its content type, and
// everything else is a query.
async function route(request: ProtocolRequest, protocols: Protocols): Promise<ProtocolResponse> {
  const { 'x-amz-target': target, 'content-type': contentType = '' } = request.headers;
  if (request.path === FAULT_CONTROL_PATH && protocols.isFaultControlEnabled) {
    return answerFaultControl(request, protocols.faults.plan);
  }
  const isJson = target !== undefined || contentType.startsWith('application/x-amz-json');
  if (isJson) return (await loadJsonProtocol()).answerJson(request, protocols);
  return (await loadQueryProtocol()).answerQuery(request, protocols);
}

// Two thirds of what there is to load (the Avro and XML libraries among it) are needed by the first requests only.
const loadJsonProtocol = async () => import('./json-protocol.ts');
const loadQueryProtocol = async () => import('./query-protocol.ts');

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(force);
}
