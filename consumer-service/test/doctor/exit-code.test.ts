import { expect, test } from 'vitest';
import { toExitCode } from '../../src/doctor/exit-code.ts';
import type { HopName, HopResult } from '../../src/doctor/hop.ts';

const toResult = (hop: HopName, result: HopResult['result']): HopResult => ({
  hop,
  subject: undefined,
  result,
  durationMs: 1,
  detail: '',
  advice: undefined,
});

test('the exit code says how it ended', () => {
  expect(toExitCode([toResult('dns', 'ok'), toResult('tcp', 'ok')])).toBe(0);
  expect(toExitCode([toResult('dns', 'failed'), toResult('tcp', 'not tried')])).toBe(1);
  expect(toExitCode([toResult('configuration', 'failed')])).toBe(2);
});
