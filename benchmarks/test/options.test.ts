import { expect, test } from 'vitest';
import { parseOptions, UsageError } from '../src/options.ts';

const KNOWN = ['glueline', 'sdk-loop'];
const DEFAULTS = { benchmark: 'compare', isQuick: false, isHelp: false, contenders: [] };

test('compares all contenders unless told otherwise', () => {
  expect(parseOptions([], KNOWN)).toEqual(DEFAULTS);
  expect(parseOptions(['growth', '--quick'], KNOWN)).toEqual({
    ...DEFAULTS,
    benchmark: 'growth',
    isQuick: true,
  });
  expect(parseOptions(['--contenders', 'sdk-loop,glueline'], KNOWN).contenders).toEqual([
    'sdk-loop',
    'glueline',
  ]);
});

test.each([
  [['speed'], 'there is one benchmark, of compare, latency, growth, profile, start-up (received "speed")'],
  [
    ['growth', 'latency'],
    'there is one benchmark, of compare, latency, growth, profile, start-up (received "growth latency")',
  ],
  [['--contenders', 'glueline,spark'], '--contenders takes glueline, sdk-loop (received "spark")'],
  [['growth', '--contenders', 'glueline'], '--contenders belongs to compare (received with growth)'],
])('%j is refused', (args, message) => {
  expect(() => parseOptions(args, KNOWN)).toThrow(new UsageError(message));
});

test('an option that does not exist is refused', () => {
  expect(() => parseOptions(['--fast'], KNOWN)).toThrow(UsageError);
});
