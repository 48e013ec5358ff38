import { expect, test } from 'vitest';
import { parseCpuSeconds, parsePeakRssMb, parseRssMb } from '../../src/process/parse-proc.ts';

const STAT =
  '4711 (java (worker) x) S 1 4711 4711 0 -1 4194560 90000 12 3 0 1234 566 10 5 20 0 30 0 99 1 2 3\n';

test('CPU time is user and system, of the process and the children it has waited for', () => {
  expect(parseCpuSeconds(STAT)).toBeCloseTo(18.15);
});

test('a line without the fields is refused, not taken for zero', () => {
  expect(() => parseCpuSeconds('4711 (node) S 1')).toThrow(
    new Error('no CPU times in 2 fields of /proc/PID/stat'),
  );
});

test('memory is read by name', () => {
  const status = 'Name:\tnode\nVmPeak:\t  900000 kB\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n';
  expect(parsePeakRssMb(status)).toBe(200);
  expect(parseRssMb(status)).toBe(100);
  expect(() => parsePeakRssMb('Name:\tnode\n')).toThrow(new Error('no VmHWM in /proc/PID/status'));
});
