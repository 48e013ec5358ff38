import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** One item of a request, when the request came. `temperature` is the number the test gave its record. */
export type Write = { atMs: number; key: string; index: number };

type PutRequests = {
  RequestItems?: Record<string, { PutRequest?: { Item: Record<string, { S?: string; N?: string }> } }[]>;
};

/** Stands before the table and keeps what one member writes, in order; each answer takes `latencyMs` longer. */
export async function startRecordingTable(endpoint: string, latencyMs: number) {
  const writes: Write[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      writes.push(...toWrites(body));
      const answer = async () => {
        const { status, headers, body: text } = await forward(endpoint, request.headers, body);
        await delay(latencyMs);
        response.writeHead(status, headers).end(text);
      };
      answer().catch(() => response.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, writes };
}

async function forward(
  endpoint: string,
  headers: Record<string, string | string[] | undefined>,
  body: Buffer,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const names = ['authorization', 'content-type', 'x-amz-target', 'x-amz-date', 'x-amz-security-token'];
  const kept = names.flatMap((name): [string, string][] => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  const answer = await fetch(endpoint, { method: 'POST', headers: kept, body: new Uint8Array(body) });
  return {
    status: answer.status,
    headers: { 'content-type': answer.headers.get('content-type') ?? '' },
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

function toWrites(body: Buffer): Write[] {
  const { RequestItems: requests = {} } = JSON.parse(body.toString()) as PutRequests;
  const atMs = Date.now();
  return Object.values(requests)
    .flat()
    .flatMap(({ PutRequest: put }) => {
      const { deviceId, timestamp, temperature } = put?.Item ?? {};
      return [{ atMs, key: `${deviceId?.S} ${timestamp?.S}`, index: Number(temperature?.N) }];
    });
}
