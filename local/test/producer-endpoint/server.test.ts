import { expect, onTestFinished, test } from 'vitest';
import { createInvokeServer } from '../../src/producer-endpoint/server.ts';

const URL = '/2015-03-31/functions/glueline-producer/invocations';

function createServer(invoke: (event: unknown) => Promise<unknown>) {
  const failures: unknown[] = [];
  const server = createInvokeServer({
    functionName: 'glueline-producer',
    invoke,
    onEventFailure: (error) => failures.push(error),
  });
  onTestFinished(() => server.close());
  return { server, failures };
}

const echo = (event: unknown) => Promise.resolve({ event });

test('an invocation answers with what the function returns', async () => {
  const { server } = createServer(echo);
  const answer = await server.inject({ method: 'POST', url: URL, payload: '{"temperature": 30}' });

  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ event: { temperature: 30 } });
  expect(answer.headers['x-amz-executed-version']).toBe('$LATEST');
  expect(answer.headers['x-amz-function-error']).toBeUndefined();
});

test('a function that throws is a success with an error in it', async () => {
  const { server } = createServer(() => Promise.reject(new TypeError('not like that')));
  const answer = await server.inject({ method: 'POST', url: URL, payload: '{}' });

  expect(answer.statusCode).toBe(200);
  expect(answer.headers['x-amz-function-error']).toBe('Unhandled');
  expect(answer.json()).toEqual({ errorType: 'TypeError', errorMessage: 'not like that' });
});

test.each(['application/json', 'application/octet-stream', 'text/plain'])(
  'the payload is JSON when it is sent as %s',
  async (contentType) => {
    const { server } = createServer(echo);
    const headers = { 'content-type': contentType };
    const answer = await server.inject({ method: 'POST', url: URL, headers, payload: '[1]' });
    expect(answer.json()).toEqual({ event: [1] });
  },
);

test('without a payload the function gets an empty object', async () => {
  const { server } = createServer(echo);
  const answer = await server.inject({ method: 'POST', url: URL });
  expect(answer.json()).toEqual({ event: {} });
});

test('an asynchronous invocation is accepted at once and its failure is reported', async () => {
  const failure = new Error('later');
  const { server, failures } = createServer(() => Promise.reject(failure));
  const headers = { 'x-amz-invocation-type': 'Event' };
  const answer = await server.inject({ method: 'POST', url: URL, headers, payload: '{}' });

  expect(answer.statusCode).toBe(202);
  expect(answer.body).toBe('');
  await server.close();
  expect(failures).toEqual([failure]);
});

test('closing waits for asynchronous invocations under way', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  let isDone = false;
  const { server } = createServer(async () => {
    await promise;
    isDone = true;
  });
  const headers = { 'x-amz-invocation-type': 'Event' };
  await server.inject({ method: 'POST', url: URL, headers, payload: '{}' });

  const closing = server.close();
  resolve(undefined);
  await closing;

  expect(isDone).toBe(true);
});

test('a dry run does not run the function', async () => {
  const { server } = createServer(() => Promise.reject(new Error('was run')));
  const headers = { 'x-amz-invocation-type': 'DryRun' };
  const answer = await server.inject({ method: 'POST', url: URL, headers, payload: '{}' });
  expect(answer.statusCode).toBe(204);
});

test('invocations run at the same time', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  let runningCount = 0;
  const { server } = createServer(() => {
    runningCount++;
    if (runningCount === 2) resolve('both');
    return promise;
  });
  const answers = await Promise.all([1, 2].map(() => server.inject({ method: 'POST', url: URL })));
  expect(answers.map((answer) => answer.json())).toEqual(['both', 'both']);
});

test.each([
  ['glueline-producer'],
  ['glueline-producer:$LATEST'],
  ['111111111111:function:glueline-producer'],
  ['arn:aws:lambda:eu-central-1:111111111111:function:glueline-producer'],
])('the function is found as %s', async (name) => {
  const { server } = createServer(echo);
  const url = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  expect((await server.inject({ method: 'POST', url })).statusCode).toBe(200);
});

test.each([
  ['/2015-03-31/functions/other/invocations', {}, '{}', 404, 'ResourceNotFoundException'],
  ['/2015-03-31/functions/%20/invocations', {}, '{}', 400, 'ValidationException'],
  [URL, {}, '{"a":', 400, 'InvalidRequestContentException'],
  [URL, { 'x-amz-invocation-type': 'Never' }, '{}', 400, 'InvalidParameterValueException'],
  [URL, {}, ' '.repeat(6 * 1024 * 1024 + 1), 413, 'RequestTooLargeException'],
])('%s with %j is refused by the name Lambda has for it', async (url, headers, payload, status, name) => {
  const { server } = createServer(echo);
  const answer = await server.inject({ method: 'POST', url, headers, payload });
  expect([answer.statusCode, answer.headers['x-amzn-errortype']]).toEqual([status, name]);
});
