import { expect, test } from 'vitest';
import { toOwner, toShares } from '../../src/profile/where-time-goes.ts';

const frame = (functionName: string, url: string) => ({ functionName, url });

test.each([
  ['file:///srv/node_modules/@smithy/core/dist/index.js', '@smithy/core'],
  ['file:///srv/node_modules/a/node_modules/avsc/lib/types.js', 'avsc'],
  ['file:///srv/consumer-service/src/table/lanes.ts', 'consumer-service/src/table/lanes.ts'],
  ['node:internal/streams/readable', 'Node, streams/readable'],
  ['node:zlib', 'Node, zlib'],
  ['', 'V8 and native code'],
])('%s belongs to %s', (url, owner) => {
  expect(toOwner(frame('any', url))).toBe(owner);
});

test('shares are of the time at work: idle is none', () => {
  const nodes = [
    { id: 1, callFrame: frame('(idle)', '') },
    { id: 2, callFrame: frame('sign', 'file:///srv/node_modules/signer/index.js') },
    { id: 3, callFrame: frame('(garbage collector)', '') },
    { id: 4, callFrame: frame('', 'file:///srv/node_modules/signer/index.js') },
  ];
  const profile = { nodes, startTime: 5000, samples: [1, 2, 3, 4, 2], timeDeltas: [900, 50, 20, 10, 20] };
  expect(toShares(profile, 0)).toEqual({
    owners: [
      { what: 'signer', share: 0.8 },
      { what: 'garbage collector', share: 0.2 },
    ],
    functions: [
      { what: 'sign, signer', share: 0.7 },
      { what: '(garbage collector), garbage collector', share: 0.2 },
      { what: '(anonymous), signer', share: 0.1 },
    ],
  });
});

test('what ran before the time asked for is left out', () => {
  const nodes = [
    { id: 1, callFrame: frame('compile', 'node:vm') },
    { id: 2, callFrame: frame('sign', 'file:///srv/node_modules/signer/index.js') },
  ];
  const profile = { nodes, startTime: 5000, samples: [1, 1, 2], timeDeltas: [400, 600, 10] };
  expect(toShares(profile, 6001).owners).toEqual([{ what: 'signer', share: 1 }]);
  expect(toShares(profile, 6000).owners[0]?.what).toBe('Node, vm');
});
