import { ProtocolError } from '@platformatic/kafka';
import { expect, test } from 'vitest';
import { describeError } from '../src/describe-error.ts';
import { DeadlineError } from '../src/errors.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });

test.each([
  ['the innermost message', new Error('outer', { cause: refused }), `Error: ${refused.message}`],
  ['of the last attempt', new AggregateError([new Error('first'), refused]), `Error: ${refused.message}`],
  ['under the outer class', new DeadlineError('late', { cause: refused }), 'DeadlineError: late'],
  ['what the broker itself says', new ProtocolError(58, 'no such user'), 'Error: no such user'],
  ['the code when there is no message', Object.assign(new Error(), { code: 'EPIPE' }), 'Error: EPIPE'],
  ['what is no error', 'a text', 'a text'],
])('it says %s', (_what, error, text) => {
  expect(describeError(error)).toBe(text);
});
