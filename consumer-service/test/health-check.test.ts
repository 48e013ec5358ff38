import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '@glueline/local/parts';
import { expect, onTestFinished, test } from 'vitest';

const FILE = fileURLToPath(new URL('../src/health-check.ts', import.meta.url));

async function startLiveness(statusCode: number, body: string): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/health/live' ? statusCode : 404).end(body);
  });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return String((server.address() as AddressInfo).port);
}

/** As a platform does it: a process of its own, with the service's environment. */
async function check(httpPort: string): Promise<{ code: number | null; output: string }> {
  const child = execFile(process.execPath, [FILE], { env: { HTTP_PORT: httpPort } });
  let output = '';
  child.stdout?.on('data', (chunk: string) => (output += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

test('a service that lives is 0', async () => {
  const port = await startLiveness(200, '{"ok":true,"reasons":[]}');
  expect(await check(port)).toEqual({ code: 0, output: '{"ok":true,"reasons":[]}\n' });
});

test('a service that does not live is 1, with its reasons', async () => {
  const port = await startLiveness(503, '{"ok":false,"reasons":["no fetch ended for 61 s"]}');
  expect(await check(port)).toEqual({
    code: 1,
    output: '{"ok":false,"reasons":["no fetch ended for 61 s"]}\n',
  });
});

test('a service that does not listen is 1', async () => {
  const port = String(await findFreePort(0));
  expect(await check(port)).toEqual({
    code: 1,
    output: `http://127.0.0.1:${port}/health/live does not answer: fetch failed\n`,
  });
});
