import { expect, test } from 'vitest';
import { parseEventArgument, parseStartOptions, UsageError } from '../src/options.ts';

test('without options the pipeline stays up and keeps nothing', () => {
  expect(parseStartOptions([], '/home/me')).toEqual({ isHelp: false, isOnce: false, dataFolder: undefined });
});

test('a relative data folder starts from where the person is', () => {
  const options = parseStartOptions(['--once', '--data', 'kept'], '/home/me');
  expect(options).toEqual({ isHelp: false, isOnce: true, dataFolder: '/home/me/kept' });
});

test.each([
  [['--onse'], "Unknown option '--onse'"],
  [['--data'], "Option '--data <value>' argument missing"],
  [['--data='], '--data needs a folder (received "")'],
  [['kept'], "Unexpected argument 'kept'. This command does not take positional arguments"],
])('%j is refused by name', (args, message) => {
  expect(() => parseStartOptions(args, '/')).toThrow(new UsageError(message));
});

test('an event is passed on as it was written, so that no digit of a number is lost', () => {
  expect(parseEventArgument(['{"id": 12345678901234567890}'])).toBe('{"id": 12345678901234567890}');
});

test('an event that is not JSON is refused', () => {
  expect(() => parseEventArgument(['{temperature: 31}'])).toThrow(UsageError);
  expect(() => parseEventArgument(['{temperature: 31}'])).toThrow(/^the event is not JSON: /);
});

test.each([
  [[], 0],
  [['{', '}'], 2],
])('%j is not one event', (args, count) => {
  expect(() => parseEventArgument(args)).toThrow(
    new UsageError(
      `give one event as JSON, in quotes (received ${count} arguments): npm run send -- '{"temperature": 31}'`,
    ),
  );
});
