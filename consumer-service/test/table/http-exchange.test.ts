import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpExchange } from '../../src/table/http-exchange.ts';
import { TABLE_TIMEOUTS } from '../../src/table/limits.ts';

test('an answer that never ends is given up, and its connection is not used again', async () => {
  const sockets = new Set<unknown>();
  let closed = 0;
  const server = createServer((request, response) => {
    sockets.add(request.socket);
    request.socket.once('close', () => {
      closed += 1;
    });
    request.resume();
    if (request.url === '/hung' && sockets.size === 1) response.write('{');
    else response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const exchange = createHttpExchange(new URL(`http://127.0.0.1:${port}/hung`), {
    ...TABLE_TIMEOUTS,
    exchangeMs: 100,
  });
  onTestFinished(() => exchange.close());
  const hung = exchange.post([], Buffer.from('{}'));
  await expect(hung).rejects.toThrow(
    expect.objectContaining({
      name: 'DeadlineError',
      message: 'BatchWriteItem took longer than 100 ms',
    }) as Error,
  );
  const next = await exchange.post([], Buffer.from('{}'));
  expect({ status: next.statusCode, body: next.body.toString() }).toEqual({ status: 200, body: '{}' });
  expect(sockets.size).toBe(2);
  await expect.poll(() => closed).toBe(1);
});
