import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { choosePorts, toPortVariables } from '../../src/containers/ports.ts';

const compose = readFileSync(new URL('../../../compose.yaml', import.meta.url), 'utf8');

test('every port that compose.yaml fixes is another one during a check, but for what a check leaves out', async () => {
  const inCompose = new Set([...compose.matchAll(/GLUELINE_[A-Z]+_PORT/g)].map(([name]) => name));
  const variables = toPortVariables(await choosePorts());
  expect(new Set([...Object.keys(variables), 'GLUELINE_GRAFANA_PORT'])).toEqual(inCompose);
  expect(new Set(Object.values(variables)).size).toBe(5);
});
