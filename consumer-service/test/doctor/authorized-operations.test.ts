import { expect, test } from 'vitest';
import { describeOperations } from '../../src/doctor/authorized-operations.ts';
import { HopError } from '../../src/doctor/hop.ts';

const READ = 1 << 3;
const WRITE = 1 << 4;
const DESCRIBE = 1 << 8;

test('all that is needed is allowed', () => {
  expect(describeOperations(READ | WRITE | DESCRIBE, ['READ', 'DESCRIBE'])).toBe('READ and DESCRIBE allowed');
});

test('what is missing is named, with what there is instead', () => {
  expect(() => describeOperations(DESCRIBE | WRITE, ['READ', 'DESCRIBE'])).toThrow(
    new HopError('NOT_ALLOWED', 'READ not allowed (allowed: WRITE, DESCRIBE)'),
  );
  expect(() => describeOperations(0, ['READ', 'DESCRIBE'])).toThrow(
    new HopError('NOT_ALLOWED', 'READ and DESCRIBE not allowed (allowed: nothing)'),
  );
});

test('a broker that does not say is not taken for one that forbids', () => {
  expect(describeOperations(-2_147_483_648, ['READ'])).toBe('the broker does not say what is allowed');
});
