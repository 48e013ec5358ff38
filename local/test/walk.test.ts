import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createWorkplace, runScript, startScript } from './start-script.ts';

const TIMEOUT_MS = 180_000;
const TIMESTAMP = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/g;
const withoutTimes = (text: string) => text.replaceAll(TIMESTAMP, '<time>');

test(
  'docs/evolution.md shows what ten events do to a running pipeline',
  async () => {
    const workplace = await createWorkplace();
    const pipeline = startScript('start.ts', [], workplace);
    await pipeline.waitForOutput('Ctrl-C stops everything.');

    const walk = await runScript('walk.ts', [], workplace);

    const page = await readFile(new URL('../../docs/evolution.md', import.meta.url), 'utf8');
    const [, shown = ''] = page.split('$ npm run -s walk\n');
    expect(withoutTimes(walk.output)).toBe(withoutTimes(shown.split('\n```')[0]!) + '\n');
    expect(walk.exitCode).toBe(0);
  },
  TIMEOUT_MS,
);

test('without a pipeline it says how to start one', async () => {
  const walk = await runScript('walk.ts', [], await createWorkplace());
  expect(walk.output).toBe('no pipeline is running here: start one with "npm start"\n');
  expect(walk.exitCode).toBe(1);
});
