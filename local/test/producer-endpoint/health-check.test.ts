import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createInvokeServer } from '../../src/producer-endpoint/server.ts';

const FILE = fileURLToPath(new URL('../../src/producer-endpoint/health-check.ts', import.meta.url));

async function check(functionName: string, port: string): Promise<{ code: number | null; output: string }> {
  const child = execFile(process.execPath, [FILE, functionName, port]);
  let output = '';
  child.stdout?.on('data', (chunk: string) => (output += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

test('an endpoint that would run the function is healthy, and does not run it', async () => {
  let invocations = 0;
  const server = createInvokeServer({
    functionName: 'glueline-producer',
    invoke: () => Promise.resolve((invocations += 1)),
    onEventFailure: () => {},
  });
  onTestFinished(() => server.close());
  const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));
  const url = (name: string) => `http://127.0.0.1:${port}/2015-03-31/functions/${name}/invocations`;

  expect(await check('glueline-producer', port)).toEqual({
    code: 0,
    output: `${url('glueline-producer')} answers 204\n`,
  });
  expect(await check('another', port)).toEqual({ code: 1, output: `${url('another')} answers 404\n` });
  expect(invocations).toBe(0);

  await server.close();
  expect(await check('glueline-producer', port)).toEqual({
    code: 1,
    output: `${url('glueline-producer')} does not answer: fetch failed\n`,
  });
});
