import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createTestEmulator } from './emulator-fixture.ts';

const FILE = fileURLToPath(new URL('../src/health-check.ts', import.meta.url));

async function check(port: string): Promise<{ code: number | null; output: string }> {
  const child = execFile(process.execPath, [FILE], { env: { EMULATOR_PORT: port } });
  let output = '';
  child.stdout?.on('data', (chunk: string) => (output += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

test('an emulator that refuses what is no request of a client is healthy', async () => {
  const { endpoint } = await createTestEmulator();
  const { port } = new URL(endpoint);
  expect(await check(port)).toEqual({ code: 0, output: `http://127.0.0.1:${port}/ answers 400\n` });
});

test('what answers with 500 is not healthy, nor is what does not listen', async () => {
  const server = createServer((_request, response) => response.writeHead(500).end());
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await check(String(port))).toEqual({ code: 1, output: `http://127.0.0.1:${port}/ answers 500\n` });
  server.close();
  await once(server, 'close');
  expect(await check(String(port))).toEqual({
    code: 1,
    output: `http://127.0.0.1:${port}/ does not answer: fetch failed\n`,
  });
});
