import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TokenError } from '../src/errors.ts';
import { createTokenProvider, createTokenSigner } from '../src/msk-iam-token.ts';

const MINUTE_MS = 60_000;

/** Signs tokens 1, 2, 3 when the test says so, by a clock that the test moves. */
function createSigning() {
  const clock = { nowMs: 0 };
  const pending: { succeed(lifetimeMs?: number): Promise<unknown>; fail(error: Error): Promise<unknown> }[] =
    [];
  let count = 0;
  const sign = async () => {
    const { promise, resolve, reject } = Promise.withResolvers<{ token: string; expiresAtMs: number }>();
    const token = String(++count);
    const settled = async () => Promise.allSettled([promise]);
    pending.push({
      async succeed(lifetimeMs = 15 * MINUTE_MS) {
        resolve({ token, expiresAtMs: clock.nowMs + lifetimeMs });
        return settled();
      },
      async fail(error) {
        reject(error);
        return settled();
      },
    });
    return promise;
  };
  return { clock, pending, read: createTokenProvider(sign, () => clock.nowMs) };
}

async function createSigned(lifetimeMs?: number) {
  const signing = createSigning();
  const first = signing.read();
  await signing.pending[0]!.succeed(lifetimeMs);
  await first;
  return signing;
}

test('all who ask at once wait for one token', async () => {
  const { pending, read } = createSigning();
  const all = [read(), read(), read()];
  await pending[0]!.succeed();
  expect(await Promise.all(all)).toEqual(['1', '1', '1']);
  expect(pending).toHaveLength(1);
});

test('after two thirds of its life a token is renewed behind the back of whoever asks', async () => {
  const { clock, pending, read } = await createSigned();
  clock.nowMs = 10 * MINUTE_MS - 1;
  expect(await read()).toBe('1');
  expect(pending).toHaveLength(1);
  clock.nowMs += 1;
  expect(await read()).toBe('1');
  await pending[1]!.succeed();
  expect(await read()).toBe('2');
});

test('a token that ends soon with its role session is renewed sooner', async () => {
  const { clock, pending, read } = await createSigned(6 * MINUTE_MS);
  clock.nowMs = 4 * MINUTE_MS;
  expect(await read()).toBe('1');
  await pending[1]!.succeed();
  expect(await read()).toBe('2');
});

test('a token is served to its end while no other can be had, and then what went wrong is thrown', async () => {
  const { clock, pending, read } = await createSigned();
  clock.nowMs = 12 * MINUTE_MS;
  expect(await read()).toBe('1');
  await pending[1]!.fail(new Error('STS is away'));
  clock.nowMs = 15 * MINUTE_MS - 1;
  const last = read();
  await pending[2]!.fail(new Error('STS is away'));
  expect(await last).toBe('1');
  clock.nowMs += 1;
  await expect(read()).rejects.toThrow('STS is away');
});

test('those who are refused and come back at once do not have tokens signed at their pace', async () => {
  const { clock, pending, read } = createSigning();
  const first = read();
  await pending[0]!.fail(new Error('STS is away'));
  await expect(first).rejects.toThrow('STS is away');
  for (let each = 0; each < 100; each++) await expect(read()).rejects.toThrow('STS is away');
  expect(pending.length).toBeLessThan(100);
  clock.nowMs += 10_000;
  const later = read();
  await pending.at(-1)!.succeed();
  expect(await later).toBe(String(pending.length));
});

test('a token that is over when it arrives is not served', async () => {
  const { pending, read } = createSigning();
  const first = read();
  await pending[0]!.succeed(0);
  await expect(first).rejects.toThrow(new TokenError('the token expired before it could be used'));
});

const step = fc.record({
  passMs: fc.integer({ min: 0, max: 20 * MINUTE_MS }),
  lifetimeMs: fc.option(fc.integer({ min: 1, max: 15 * MINUTE_MS }), { nil: undefined }),
});

test('whatever happens, a token that is over is never served, and one that is good is never withheld', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const clock = { nowMs: 0 };
      let lifetimeMs: number | undefined;
      let best = 0;
      const failure = new Error('not signed');
      const read = createTokenProvider(
        async () => {
          if (lifetimeMs === undefined) throw failure;
          best = clock.nowMs + lifetimeMs;
          return Promise.resolve({ token: String(best), expiresAtMs: best });
        },
        () => clock.nowMs,
      );
      for (const { passMs, ...next } of steps) {
        clock.nowMs += passMs;
        ({ lifetimeMs } = next);
        const answer = await read().then(
          (token) => (Number(token) > clock.nowMs ? 'good' : 'over'),
          (error: unknown) => error,
        );
        expect(answer).toBe(best > clock.nowMs ? 'good' : failure);
        // What goes on behind the back is over before time passes.
        await setImmediate();
      }
    }),
  );
});

test('a token names the host of the region and ends with the credentials that signed it', async () => {
  const expiration = new Date(Math.ceil(Date.now() / 1000) * 1000 + 5 * MINUTE_MS);
  const credentials = {
    accessKeyId: 'ASIA1',
    secretAccessKey: 'secret',
    sessionToken: 'session',
    expiration,
  };
  const { token, expiresAtMs } = await createTokenSigner('eu-central-1', async () =>
    Promise.resolve(credentials),
  )();
  const url = new URL(Buffer.from(token, 'base64url').toString());
  expect(url.host).toBe('kafka.eu-central-1.amazonaws.com');
  expect(url.searchParams.get('Action')).toBe('kafka-cluster:Connect');
  expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
  expect(url.searchParams.get('X-Amz-Security-Token')).toBe('session');
  expect(expiresAtMs).toBe(expiration.getTime());
});

test('credentials that do not end sign a token of fifteen minutes', async () => {
  const signedAtMs = Date.now();
  const { token, expiresAtMs } = await createTokenSigner('eu-central-1', async () =>
    Promise.resolve({ accessKeyId: 'AKIA1', secretAccessKey: 'secret' }),
  )();
  const url = new URL(Buffer.from(token, 'base64url').toString());
  expect(url.searchParams.has('X-Amz-Security-Token')).toBe(false);
  expect(Math.abs(expiresAtMs - signedAtMs - 15 * MINUTE_MS)).toBeLessThan(MINUTE_MS);
});
