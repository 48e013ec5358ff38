import { expect, test } from 'vitest';
import { toJarFolder } from '../../prepare/jar-cache.js';

const from = { homeFolder: '/home/me', pom: '<project/>' };
// The first twelve digits of the SHA-256 of "<project/>".
const NAME = 'jars-618a333ca21c';

test.each([
  [{}, `/home/me/.cache/glueline/${NAME}`],
  [{ XDG_CACHE_HOME: '/cache' }, `/cache/glueline/${NAME}`],
  [{ XDG_CACHE_HOME: '/cache', GLUELINE_CACHE_DIR: '/jars' }, `/jars/${NAME}`],
  [{ XDG_CACHE_HOME: '', GLUELINE_CACHE_DIR: '' }, `/home/me/.cache/glueline/${NAME}`],
])('with %j the jars are in %s', (environment, folder) => {
  expect(toJarFolder({ ...from, environment })).toBe(folder);
});

test('another pom.xml has another folder', () => {
  const other = toJarFolder({ ...from, environment: {}, pom: '<project />' });
  expect(other).not.toBe(toJarFolder({ ...from, environment: {} }));
});
