import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Received = { url: string | undefined; headers: IncomingHttpHeaders; body: Buffer };

/** A table's endpoint that answers as it is told and keeps what it received. */
export async function startBatchTable(answer: (response: ServerResponse, received: Received) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const receive = async () => {
      const all = { url: request.url, headers: request.headers, body: await buffer(request) };
      received.push(all);
      answer(response, all);
    };
    receive().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}
