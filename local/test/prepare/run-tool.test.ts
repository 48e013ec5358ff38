import { expect, test } from 'vitest';
import { runTool } from '../../prepare/run-tool.js';

const runNode = (script: string) => runTool(process.execPath, ['-e', script]);

test('the exit code and the whole output come back', async () => {
  const { code, output } = await runNode('console.log("said"); process.exitCode = 3;');
  expect([code, output]).toEqual([3, 'said\n']);
});

test('of a long output the beginning and the end are the excerpt', async () => {
  const { excerpt } = await runNode('for (let line = 1; line <= 100; line++) console.log(`${line}\\n`);');
  expect(excerpt).toHaveLength(28);
  expect(excerpt.slice(11, 14)).toEqual(['12', '(73 more lines)', '86']);
  expect(excerpt.at(-1)).toBe('100');
});

test('a program that is not there has the exit code that shells give it', async () => {
  expect(await runTool('/nowhere/mvn', [])).toEqual({ code: 127, output: '', excerpt: [] });
});
