import { Counter, Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import type { Health } from '../../src/health.ts';
import { startHttpServer } from '../../src/http/server.ts';

async function start(statusCode: Health['statusCode'] = 200) {
  const registry = new Registry();
  new Counter({ name: 'some_total', help: 'Some.', registers: [registry] }).inc(3);
  const body: Health['body'] = {
    healthy: statusCode === 200,
    state: 'running',
    reasons: [],
    lastFetchAgeMs: 5,
    lastError: null,
    partitions: [{ partition: 0, position: '9007199254740993', done: '7', lag: '2' }],
  };
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    readHealth: () => ({ statusCode, body }),
    registry,
  });
  onTestFinished(() => server.close());
  return { address: server.address, body };
}

test.each([200, 503] as const)('/health answers %s with what is behind it', async (statusCode) => {
  const { address, body } = await start(statusCode);
  const answer = await fetch(`${address}/health`);
  expect(answer.status).toBe(statusCode);
  expect(await answer.json()).toEqual(body);
});

test('/metrics answers in the Prometheus text format', async () => {
  const { address } = await start();
  const answer = await fetch(`${address}/metrics`);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await answer.text()).toBe('# HELP some_total Some.\n# TYPE some_total counter\nsome_total 3\n');
});

test('anything else is not found', async () => {
  const { address } = await start();
  expect((await fetch(`${address}/`)).status).toBe(404);
  expect((await fetch(`${address}/health`, { method: 'POST' })).status).toBe(404);
});
