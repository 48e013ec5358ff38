import { expect, test } from 'vitest';
import { createLastLines } from '../../src/child/last-lines.ts';

test('only the last lines are kept, in their order', () => {
  const lastLines = createLastLines(2);
  lastLines.add('one\ntwo\nthree\n');
  expect(lastLines.read()).toEqual(['two', 'three']);
});

test('a line that comes in pieces is one line, and the unfinished one is not lost', () => {
  const lastLines = createLastLines(3);
  lastLines.add('be');
  lastLines.add('gin\r\nunfin');
  expect(lastLines.read()).toEqual(['begin', 'unfin']);
});

test('empty lines take no place', () => {
  const lastLines = createLastLines(2);
  lastLines.add('one\n\n  \ntwo\n\n');
  expect(lastLines.read()).toEqual(['one', 'two']);
});

test('output without a line end does not fill the memory', () => {
  const lastLines = createLastLines(2);
  for (let chunk = 0; chunk < 100; chunk++) lastLines.add('x'.repeat(1000));
  expect(lastLines.read().map((line) => line.length)).toEqual([2000]);
});
