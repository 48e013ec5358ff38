import { expect, test } from 'vitest';
import type { HopResult } from '../../src/doctor/hop.ts';
import { renderJson, renderResult, renderSummary } from '../../src/doctor/render.ts';

const WELL: HopResult = {
  hop: 'dns',
  subject: 'b-1',
  result: 'ok',
  durationMs: 12,
  detail: '10.0.0.1',
  advice: undefined,
};
const FAILED: HopResult = {
  hop: 'tcp',
  subject: 'b-1:9098',
  result: 'failed',
  durationMs: 5001,
  detail: 'DeadlineError: hop tcp took longer than 5000 ms',
  advice: { cause: 'packets go nowhere', where: 'the security group' },
};
const NOT_TRIED: HopResult = { ...WELL, hop: 'tls', result: 'not tried', durationMs: 0, detail: '' };

test('a hop is a line, with its time', () => {
  expect(renderResult(WELL)).toBe('ok         dns                    12 ms  b-1  10.0.0.1');
});

test('a failure is followed by its likely cause and where to look', () => {
  expect(renderResult(FAILED)).toBe(
    [
      'FAILED     tcp                  5001 ms  b-1:9098  DeadlineError: hop tcp took longer than 5000 ms',
      '           likely: packets go nowhere',
      '           see:    the security group',
    ].join('\n'),
  );
});

test('a hop that was not tried has no time', () => {
  expect(renderResult(NOT_TRIED)).toBe('not tried  tls                           b-1');
});

test('every wrong setting has a line of its own', () => {
  const result: HopResult = { ...FAILED, hop: 'configuration', subject: undefined, advice: undefined };
  expect(renderResult({ ...result, durationMs: 3, detail: 'TOPIC is wrong\nTABLE_NAME is wrong' })).toBe(
    ['FAILED     configuration           3 ms  TOPIC is wrong', '           TABLE_NAME is wrong'].join('\n'),
  );
});

test('the summary counts', () => {
  expect(renderSummary([WELL, WELL])).toBe('2 hops, all well');
  expect(renderSummary([WELL, FAILED, NOT_TRIED])).toBe('3 hops: 1 failed, 1 not tried');
});

test('machines get every field', () => {
  expect(JSON.parse(renderJson([WELL, FAILED]))).toEqual({
    isWell: false,
    hops: [{ hop: 'dns', subject: 'b-1', result: 'ok', durationMs: 12, detail: '10.0.0.1' }, FAILED],
  });
  expect(JSON.parse(renderJson([WELL]))).toMatchObject({ isWell: true });
});
