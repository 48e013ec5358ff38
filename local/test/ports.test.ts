import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ChildDiedError } from '../src/child/errors.ts';
import { findFreePort, startOnFreePort } from '../src/ports.ts';

async function occupyPort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const portTaken = () => new ChildDiedError('it', 'exited with code 1', ['Address already in use']);

test.each(['127.0.0.1', '0.0.0.0'])(
  'a port that is taken on %s is passed over for one above it',
  async (host) => {
    const taken = await occupyPort(host);

    expect(await findFreePort(taken)).toBeGreaterThan(taken);
  },
);

test('a port that somebody took between the look and the start is tried again', async () => {
  const attempts: number[] = [];

  const started = await startOnFreePort(0, async (port) => {
    attempts.push(port);
    if (attempts.length < 3) throw portTaken();
    return `on ${port}`;
  });

  expect(started).toBe(`on ${attempts[2]}`);
});

test('when ports are taken again and again, the last error is what the caller sees', async () => {
  let attemptCount = 0;
  const start = () => {
    attemptCount++;
    return Promise.reject(portTaken());
  };

  await expect(startOnFreePort(0, start)).rejects.toThrow(portTaken());
  expect(attemptCount).toBe(5);
});

test('any other error is not tried again', async () => {
  const error = new ChildDiedError('it', 'exited with code 1', ['out of memory']);
  let attemptCount = 0;
  const start = () => {
    attemptCount++;
    return Promise.reject(error);
  };

  await expect(startOnFreePort(0, start)).rejects.toBe(error);
  expect(attemptCount).toBe(1);
});
