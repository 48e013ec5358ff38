import { once } from 'node:events';
import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call that passed: operation without its prefix, and both bodies. */
export type RecordedCall = { operation: string; input: JsonObject; output: JsonObject };

type JsonObject = Record<string, unknown>;

export type RecordingProxy = {
  readonly endpoint: string;
  readonly calls: RecordedCall[];
  close(): Promise<void>;
};

/**
 * Stands before the registry and notes what is asked. Headers pass as they are: the host the client signed for is
 * this one.
 */
export async function startRecordingProxy(endpoint: string): Promise<RecordingProxy> {
  const calls: RecordedCall[] = [];
  const server = createServer((request, response) => {
    pass(request, response, endpoint, calls).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    async close() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: string,
  calls: RecordedCall[],
): Promise<void> {
  const input = await readAll(request);
  const { method = 'POST', url = '/', headers } = request;
  const forwarded = sendRequest(new URL(url, endpoint), { method, headers });
  forwarded.end(input);
  const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
  const output = await readAll(answer);
  const [, operation] = String(headers['x-amz-target'] ?? '').split('.');
  if (operation !== undefined) {
    calls.push({ operation, input: parse(input), output: parse(output) });
  }
  response.writeHead(answer.statusCode ?? 502, answer.headers).end(output);
}

const readAll = async (stream: IncomingMessage): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>));

const parse = (body: Buffer): JsonObject => JSON.parse(body.toString()) as JsonObject;
