import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const FILE = fileURLToPath(new URL('../../src/containers/check.ts', import.meta.url));

test('where there is no engine the check says so, and does not count as passed', async () => {
  const child = execFile(process.execPath, [FILE], { env: { PATH: '/nowhere' } });
  let complaint = '';
  child.stderr?.on('data', (chunk: string) => (complaint += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(1);
  expect(complaint).toBe(
    'no container engine with compose 2 answers here, so the containers were not checked\n',
  );
});
