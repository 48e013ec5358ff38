import { expect, test } from 'vitest';
import { computeSignature } from '../../src/sigv4/compute-signature.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

const claimed = {
  accessKeyId: 'AKIDEXAMPLE',
  scopeDate: '20150830',
  region: 'us-east-1',
  service: 'service',
  signedHeaders: ['host', 'x-amz-date'],
  signature: '',
  signedAt: '20150830T123600Z',
  sessionToken: undefined,
  expiresSeconds: undefined,
};

const request = {
  method: 'GET',
  path: '/',
  query: new URLSearchParams(),
  headers: { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', 'user-agent': 'not signed' },
  body: Buffer.alloc(0),
};

test.each([
  ['get-vanilla', {}, {}, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'post-vanilla',
    { method: 'POST' },
    {},
    '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  ],
  [
    'the example of the IAM documentation',
    {
      query: new URLSearchParams('Action=ListUsers&Version=2010-05-08'),
      headers: {
        host: 'iam.amazonaws.com',
        'x-amz-date': '20150830T123600Z',
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      },
    },
    { service: 'iam', signedHeaders: ['content-type', 'host', 'x-amz-date'] },
    '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  ],
])("signs AWS's published request %s as published", async (_title, changed, signature, expected) => {
  expect(await computeSignature({ ...request, ...changed }, { ...claimed, ...signature }, SECRET)).toBe(
    expected,
  );
});
