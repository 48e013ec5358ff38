import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startChild } from '../../src/child/child.ts';
import { ChildDiedError } from '../../src/child/errors.ts';
import { waitFor } from '../../src/testing.ts';

function startNode(script: string, settings: { logFile?: string; stopTimeoutMs?: number } = {}) {
  const child = startChild({
    name: 'it',
    command: process.execPath,
    args: ['-e', script],
    environment: {},
    stopTimeoutMs: 10_000,
    ...settings,
  });
  onTestFinished(async () => {
    child.kill();
    await child.exited;
  });
  return child;
}

const WAIT_FOREVER = 'setInterval(() => {}, 1000); console.log("ready");';

test('a child that ends by itself has died, and its last lines say why', async () => {
  const child = startNode('console.log("going"); console.error("broken"); process.exitCode = 3;');

  const error = await child.died.catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(ChildDiedError);
  expect((error as ChildDiedError).message).toBe('it exited with code 3');
  expect((error as ChildDiedError).lastLines.toSorted()).toEqual(['broken', 'going']);
});

test('a child that is killed has died by that signal', async () => {
  const child = startNode(WAIT_FOREVER);
  process.kill(child.pid ?? 0, 'SIGKILL');
  await expect(child.died).rejects.toThrow(new ChildDiedError('it', 'was killed by SIGKILL', []));
});

test('a command that does not exist is a child that has ended', async () => {
  const settings = { name: 'it', args: [], environment: {}, stopTimeoutMs: 1000 };
  const child = startChild({ ...settings, command: '/nowhere/java' });

  const { isSuccess } = await child.exited;

  expect(isSuccess).toBe(false);
  await child.stop();
});

test('a child that is stopped has not died', async () => {
  const child = startNode(WAIT_FOREVER);
  await waitFor(() => child.lastLines().includes('ready'), 'the child');

  await child.stop();

  expect(await Promise.race([child.died, Promise.resolve('stopped')])).toBe('stopped');
  expect(await child.exited).toEqual({ how: 'was killed by SIGTERM', isSuccess: false });
});

test('a child that does not stop in time is killed', async () => {
  const child = startNode(`process.on('SIGTERM', () => {}); ${WAIT_FOREVER}`, { stopTimeoutMs: 50 });
  await waitFor(() => child.lastLines().includes('ready'), 'the child');

  await child.stop();

  expect(await child.exited).toEqual({ how: 'was killed by SIGKILL', isSuccess: false });
});

test('all of its output goes to the log file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-child-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const logFile = join(folder, 'it.log');

  const child = startNode('for (let line = 1; line <= 100; line++) console.log(line);', { logFile });
  await child.exited;

  const lines = await waitFor(async () => {
    const text = await readFile(logFile, 'utf8');
    return text.endsWith('\n100\n') && text.split('\n');
  }, 'the log file');
  expect(lines).toHaveLength(101);
  expect(child.lastLines()).toHaveLength(40);
});

test.runIf(process.platform === 'linux')('a child does not outlive a parent that is killed', async () => {
  const module = new URL('../../src/child/child.ts', import.meta.url).href;
  const inner = `{ name: 'inner', command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'],
    environment: {}, stopTimeoutMs: 1000 }`;
  const parent = startNode(
    `import('${module}').then(({ startChild }) => console.log('pid ' + startChild(${inner}).pid)); ${WAIT_FOREVER}`,
  );
  const pid = await waitFor(() => {
    const line = parent.lastLines().find((each) => each.startsWith('pid '));
    return line !== undefined && Number(line.slice(4));
  }, 'the inner child');

  process.kill(parent.pid ?? 0, 'SIGKILL');

  const isGone = await waitFor(async () => !(await isAlive(pid)), 'the end of the inner child');
  expect(isGone).toBe(true);
});

/** A process that nobody has collected yet is dead too. */
async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !status.includes(') Z');
}
