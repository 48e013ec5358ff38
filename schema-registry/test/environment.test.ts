import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  addressList,
  ConfigurationError,
  parseEnvironment,
  textMatching,
  wholeNumber,
} from '../src/index.ts';

const settings = z.object({
  KAFKA_BROKERS: addressList(),
  TABLE_NAME: textMatching(/^[a-z]+$/, 'must be lower-case letters'),
  HTTP_PORT: wholeNumber({ min: 0, max: 65_535 }).default(8080),
});

test('settings are read, defaults filled in, and the result is frozen', () => {
  const config = parseEnvironment(settings, {
    KAFKA_BROKERS: 'b-1:9098, b-2:9098',
    TABLE_NAME: 'events',
    OTHER: 'x',
  });
  expect(config).toEqual({ KAFKA_BROKERS: ['b-1:9098', 'b-2:9098'], TABLE_NAME: 'events', HTTP_PORT: 8080 });
  expect(Object.isFrozen(config)).toBe(true);
});

test('every problem is reported at once, by name and with the value received', () => {
  const parse = () => parseEnvironment(settings, { KAFKA_BROKERS: 'b-1', HTTP_PORT: '80a' });
  expect(parse).toThrow(ConfigurationError);
  expect(parse).toThrow(
    expect.objectContaining({
      problems: [
        'KAFKA_BROKERS must be a comma-separated list of host:port (received "b-1")',
        'TABLE_NAME is required: must be lower-case letters',
        'HTTP_PORT must be a whole number from 0 to 65535 (received "80a")',
      ],
    }),
  );
});

test('a number outside its limits is an error, not the nearest one allowed', () => {
  const parse = () =>
    parseEnvironment(settings, { KAFKA_BROKERS: 'b:1', TABLE_NAME: 'events', HTTP_PORT: '65536' });
  expect(parse).toThrow(
    'invalid configuration:\n  HTTP_PORT must be a whole number from 0 to 65535 (received "65536")',
  );
});

test('a variable set to the empty string counts as not set', () => {
  const config = parseEnvironment(settings, { KAFKA_BROKERS: 'b:1', TABLE_NAME: 'events', HTTP_PORT: '' });
  expect(config.HTTP_PORT).toBe(8080);
});
