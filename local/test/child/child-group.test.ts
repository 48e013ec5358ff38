import { expect, onTestFinished, test } from 'vitest';
import { createChildGroup, GroupClosedError } from '../../src/child/child-group.ts';
import { ChildDiedError } from '../../src/child/errors.ts';
import { waitFor } from '../../src/testing.ts';

function createGroup() {
  const group = createChildGroup();
  onTestFinished(() => group.kill());
  return group;
}

const node = (name: string, script: string) => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  environment: {},
  stopTimeoutMs: 10_000,
});
const WAIT_FOREVER = 'setInterval(() => {}, 1000); console.log("ready");';

test('children are stopped one after the other in the order of their names', async () => {
  const group = createGroup();
  const ended: string[] = [];
  for (const name of ['first', 'second', 'third']) {
    const child = await group.start(node(name, WAIT_FOREVER), (it) => it.lastLines().includes('ready'));
    void child.exited.then(() => ended.push(name));
  }

  await group.stop(['third', 'first', 'second']);

  expect(ended).toEqual(['third', 'first', 'second']);
});

test('a child that ends before it is ready fails its start, not the group', async () => {
  const group = createGroup();

  const start = group.start(node('it', 'process.exitCode = 1'), () => false);

  await expect(start).rejects.toThrow(new ChildDiedError('it', 'exited with code 1', []));
  expect(await Promise.race([group.died, Promise.resolve('alive')])).toBe('alive');
});

test('the death of a child that was ready is the death of the group', async () => {
  const group = createGroup();
  const child = await group.start(node('it', WAIT_FOREVER), (it) => it.lastLines().includes('ready'));

  process.kill(child.pid ?? 0, 'SIGKILL');

  await expect(group.died).rejects.toThrow(new ChildDiedError('it', 'was killed by SIGKILL', ['ready']));
});

test('stopping also reaches a child that is not ready yet', async () => {
  const group = createGroup();
  let isAsked = false;
  const start = group.start(node('it', WAIT_FOREVER), (child) => {
    isAsked ||= child.lastLines().includes('ready');
    return false;
  });
  const outcome = start.catch((error: unknown) => error);
  await waitFor(() => isAsked, 'the first look at the child');

  await group.stop(['it']);

  expect(await outcome).toEqual(new ChildDiedError('it', 'was killed by SIGTERM', ['ready']));
});

test('nothing starts any more once it is being stopped', async () => {
  const group = createGroup();
  await group.stop([]);

  const start = group.start(node('it', WAIT_FOREVER), () => true);

  await expect(start).rejects.toThrow(new GroupClosedError('not starting it: being stopped'));
});
