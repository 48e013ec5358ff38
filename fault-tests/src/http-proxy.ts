import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

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
  const server = createServer((incoming, response) => {
    void handle(incoming, response, endpoint, () => intervention);
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
  incoming: IncomingMessage,
  response: ServerResponse,
  endpoint: string,
  readIntervention: () => Intervention,
): Promise<void> {
  try {
    const body = Buffer.concat(await Array.fromAsync(incoming as AsyncIterable<Buffer>));
    const target = String(incoming.headers['x-amz-target'] ?? '');
    const forward = async (changed: Buffer = body) => send(endpoint, incoming.headers, changed);
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

/** With all headers as they came: the client signed them, its host among them, and who is behind checks that. */
async function send(endpoint: string, headers: IncomingHttpHeaders, body: Buffer): Promise<ProxiedAnswer> {
  const forwarded = request(endpoint, {
    method: 'POST',
    headers: { ...headers, 'content-length': body.length },
  });
  forwarded.end(body);
  const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
  return { statusCode: answer.statusCode ?? 502, body: await text(answer) };
}
