import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type ProxiedRequest = { target: string; body: Buffer };
type ProxiedAnswer = { statusCode: number; body: string };

/** What to do with a request; `forward` may be called once, or not at all. */
export type Intervention = (
  request: ProxiedRequest,
  forward: (body?: Buffer) => Promise<ProxiedAnswer>,
) => Promise<ProxiedAnswer | 'reset' | 'hang'>;

export type HttpProxy = { readonly url: string; intervene(how: Intervention): void; close(): void };

const pass: Intervention = async (_request, forward) => forward();

/** Stands before an AWS endpoint and does to its requests what it is told. */
export async function startHttpProxy(endpoint: string, first: Intervention = pass): Promise<HttpProxy> {
  let intervention = first;
  const server = createServer((request, response) => {
    void handle(request, response, endpoint, () => intervention);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    intervene(how) {
      intervention = how;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: string,
  readIntervention: () => Intervention,
): Promise<void> {
  try {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
    const target = String(request.headers['x-amz-target'] ?? '');
    const forward = async (changed: Buffer = body) => send(endpoint, request.headers, changed);
    const answer = await readIntervention()({ target, body }, forward);
    if (answer === 'hang') return;
    if (answer === 'reset') response.destroy();
    else {
      const contentType = target === '' ? 'text/xml' : 'application/x-amz-json-1.0';
      response.writeHead(answer.statusCode, { 'content-type': contentType }).end(answer.body);
    }
  } catch {
    // What is behind it is away, or the client has gone: to the client both look like this.
    response.destroy();
  }
}

const FORWARDED = ['authorization', 'content-type', 'x-amz-target', 'x-amz-date', 'x-amz-security-token'];

async function send(endpoint: string, headers: IncomingHttpHeaders, body: Buffer): Promise<ProxiedAnswer> {
  const kept = FORWARDED.flatMap((name): [string, string][] =>
    typeof headers[name] === 'string' ? [[name, headers[name]]] : [],
  );
  const answer = await fetch(endpoint, { method: 'POST', headers: kept, body: new Uint8Array(body) });
  return { statusCode: answer.status, body: await answer.text() };
}
