import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { CONSUMER, createTestClock, createTestEmulator } from '../emulator-fixture.ts';
import { presign, signHeaders } from '../sigv4/sign.ts';

const NOW_MS = Date.parse('2026-11-23T12:00:00Z');
const IDENTITY = '/?Action=GetCallerIdentity&Version=2011-06-15';

test.each([
  ['no signature', {}, 403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
  [
    'a malformed credential',
    {
      'x-amz-date': '20261123T120000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=AKIA/1, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    },
    400,
    'IncompleteSignature',
    'Authorization header requires &apos;Credential&apos; parameter.',
  ],
])('STS refuses %s', async (_title, headers, status, code, message) => {
  const { endpoint } = await createTestEmulator();
  const response = await fetch(`${endpoint}${IDENTITY}`, { headers });
  expect(response.status).toBe(status);
  const text = await response.text();
  expect(text).toContain(`<Code>${code}</Code>`);
  expect(text).toContain(`<Message>${message}</Message>`);
});

test('the GET form works signed by header and pre-signed', async () => {
  const { endpoint } = await createTestEmulator();
  const url = `${endpoint}${IDENTITY}`;
  const forSts = { credentials: CONSUMER, service: 'sts' };
  const byHeader = await fetch(url, { headers: signHeaders({ url }, forSts) });
  const presigned = await fetch(presign(url, forSts, 60));
  for (const response of [byHeader, presigned]) {
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<Arn>arn:aws:iam::222222222222:user/consumer</Arn>');
  }
});

test.each<[string, number, (address: string) => string, number, string]>([
  ['after its time', -61_000, (address) => address, 403, 'SignatureDoesNotMatch'],
  ['with another action', 0, (address) => address.replace('GetCaller', 'GetCalled'), 400, 'InvalidAction'],
  ['with a parameter more', 0, (address) => `${address}&more=1`, 403, 'SignatureDoesNotMatch'],
  [
    'for longer than signed',
    0,
    (address) => address.replace('Expires=60', 'Expires=600'),
    403,
    'SignatureDoesNotMatch',
  ],
  ['without an end', 0, (address) => address.replace('X-Amz-Expires=60&', ''), 400, 'IncompleteSignature'],
  [
    'without a signature',
    0,
    (address) => address.replace(/&X-Amz-Signature=.*/, ''),
    400,
    'IncompleteSignature',
  ],
])('a pre-signed address is refused %s', async (_title, agoMs, change, status, code) => {
  const { endpoint } = await createTestEmulator({ clock: createTestClock(NOW_MS).now });
  const forSts = { credentials: CONSUMER, service: 'sts', nowMs: NOW_MS + agoMs };
  const response = await fetch(change(presign(`${endpoint}${IDENTITY}`, forSts, 60)));
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(`<Code>${code}</Code>`);
});

test('the host that was signed for counts, not the one that was reached', async () => {
  const { endpoint } = await createTestEmulator();
  const { hostname, port } = new URL(endpoint);
  const url = `http://glue.example:1234${IDENTITY}`;
  const { authorization, 'x-amz-date': date } = signHeaders(
    { url },
    { credentials: CONSUMER, service: 'sts' },
  );
  const ask = async (host: string): Promise<string> => {
    const socket = connect(Number(port), hostname);
    const headers = `Host: ${host}\r\nX-Amz-Date: ${date}\r\nAuthorization: ${authorization}\r\nConnection: close`;
    socket.write(`GET ${IDENTITY} HTTP/1.1\r\n${headers}\r\n\r\n`);
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return bytes.toString().slice(0, 12);
  };
  expect(await ask('glue.example:1234')).toBe('HTTP/1.1 200');
  expect(await ask(new URL(endpoint).host)).toBe('HTTP/1.1 403');
});
