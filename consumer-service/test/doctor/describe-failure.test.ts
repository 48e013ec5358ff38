import { ConfigurationError } from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import { describeFailure } from '../../src/doctor/describe-failure.ts';
import { HopError } from '../../src/doctor/hop.ts';

test('our own errors are sentences, others have their class', () => {
  expect(describeFailure(new HopError('UNKNOWN_TOPIC', 'topic a does not exist'))).toBe(
    'topic a does not exist',
  );
  expect(describeFailure(new TypeError('no such thing'))).toBe('TypeError: no such thing');
});

test('a page of explanation is cut to its first line, and a long line to 300 characters', () => {
  expect(describeFailure(new TypeError('refused\n\nThe canonical string was'))).toBe('TypeError: refused');
  expect(describeFailure(new HopError('LONG', 'x'.repeat(301)))).toBe(`${'x'.repeat(300)} ...`);
});

test('all wrong settings are kept, however long', () => {
  const problems = ['TOPIC is required', 'y'.repeat(400)];
  expect(describeFailure(new ConfigurationError(problems))).toBe(problems.join('\n'));
});
