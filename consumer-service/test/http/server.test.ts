import { Counter, Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import type { Health } from '../../src/health.ts';
import { toHealth } from '../../src/health.ts';
import { startHttpServer } from '../../src/http/server.ts';
import { createSnapshot } from '../doubles.ts';

async function start(verdicts: { live?: string[]; ready?: string[] } = {}) {
  const registry = new Registry();
  new Counter({ name: 'some_total', help: 'Some.', registers: [registry] }).inc(3);
  const toVerdict = (reasons: string[] = []) => ({ ok: reasons.length === 0, reasons });
  const health: Health = {
    ...toHealth(createSnapshot(), { loopDelayMs: 0, nowMs: 0 }),
    live: toVerdict(verdicts.live),
    ready: toVerdict(verdicts.ready),
  };
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    readHealth: () => health,
    registry,
  });
  onTestFinished(() => server.close());
  const get = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${server.address}${path}`, init);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return { get, health };
}

test('/health/live and /health/ready answer their own verdict, /health both with all that is behind them', async () => {
  const { get, health } = await start({ ready: ['waiting for the table'] });
  const [live, ready, both] = await Promise.all(
    ['/health/live', '/health/ready', '/health'].map((path) => get(path)),
  );
  expect([live?.status, live?.text]).toEqual([200, '{"ok":true,"reasons":[]}']);
  expect([ready?.status, ready?.text]).toEqual([503, '{"ok":false,"reasons":["waiting for the table"]}']);
  expect(both?.status).toBe(503);
  expect(JSON.parse(both?.text ?? '')).toEqual(health);
});

test('/health answers 200 only when both verdicts are good', async () => {
  expect((await (await start()).get('/health')).status).toBe(200);
  expect((await (await start({ live: ['stuck'] })).get('/health')).status).toBe(503);
});

test('/metrics answers in the Prometheus text format', async () => {
  const { headers, text } = await (await start()).get('/metrics');
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(text).toBe('# HELP some_total Some.\n# TYPE some_total counter\nsome_total 3\n');
});

test('anything else is not found', async () => {
  const { get } = await start();
  expect((await get('/')).status).toBe(404);
  expect((await get('/health', { method: 'POST' })).status).toBe(404);
});
