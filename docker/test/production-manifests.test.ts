import { expect, test } from 'vitest';
import { toProductionLock, toProductionManifest } from '../src/production-manifests.ts';

test('a manifest keeps everything but its development dependencies', () => {
  const manifest = { name: 'a', dependencies: { b: '1.0.0' }, devDependencies: { c: '1.0.0' } };
  expect(toProductionManifest(manifest)).toEqual({ name: 'a', dependencies: { b: '1.0.0' } });
});

test('a lock keeps every version, and loses what only development leads to', () => {
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { workspaces: ['a'], devDependencies: { c: '1.0.0' } },
      a: { dependencies: { b: '1.0.0' }, devDependencies: { c: '1.0.0' } },
      'node_modules/b': { version: '1.0.0', integrity: 'sha512-b' },
    },
  };
  expect(toProductionLock(lock)).toEqual({
    lockfileVersion: 3,
    packages: {
      '': { workspaces: ['a'] },
      a: { dependencies: { b: '1.0.0' } },
      'node_modules/b': { version: '1.0.0', integrity: 'sha512-b' },
    },
  });
});
