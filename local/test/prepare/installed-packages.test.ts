import { expect, test } from 'vitest';
import { findStalePackage, type Lockfile } from '../../prepare/installed-packages.js';

const zod = { version: '4.6.7', integrity: 'sha512-a' };
const lock = (packages: Lockfile['packages']): Lockfile => ({ packages: packages ?? {} });

test('packages that are installed as they are locked are not stale', () => {
  const locked = lock({
    '': { version: '0.1.0' },
    local: { version: '0.1.0' },
    'node_modules/@glueline/local': { link: true, resolved: 'local' },
    'local/node_modules/zod': zod,
  });
  const installed = lock({
    'node_modules/@glueline/local': { link: true, resolved: 'local' },
    'local/node_modules/zod': zod,
  });
  expect(findStalePackage(locked, installed)).toBeUndefined();
});

test.each([
  ['missing', {}],
  ['of another version', { 'node_modules/zod': { ...zod, version: '4.6.6' } }],
  ['of another content', { 'node_modules/zod': { ...zod, integrity: 'sha512-b' } }],
])('a package that is %s is stale', (_how, installed) => {
  expect(findStalePackage(lock({ 'node_modules/zod': zod }), lock(installed))).toBe('node_modules/zod');
});

test('a workspace that points elsewhere is stale', () => {
  const locked = lock({ 'node_modules/x': { link: true, resolved: 'x' } });
  expect(findStalePackage(locked, lock({ 'node_modules/x': zod }))).toBe('node_modules/x');
});

test('an optional package may be missing, but not be of another version', () => {
  const locked = lock({ 'node_modules/fsevents': { ...zod, optional: true } });
  expect(findStalePackage(locked, lock({}))).toBeUndefined();
  const other = lock({ 'node_modules/fsevents': { ...zod, version: '1.0.0' } });
  expect(findStalePackage(locked, other)).toBe('node_modules/fsevents');
});
