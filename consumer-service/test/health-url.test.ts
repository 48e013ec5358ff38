import { expect, test } from 'vitest';
import { toLivenessUrl } from '../src/health-url.ts';

test.each([
  [{}, 'http://127.0.0.1:8080/health/live'],
  [{ HTTP_HOST: '', HTTP_PORT: '' }, 'http://127.0.0.1:8080/health/live'],
  [{ HTTP_HOST: '0.0.0.0', HTTP_PORT: '9000' }, 'http://127.0.0.1:9000/health/live'],
  [{ HTTP_HOST: '10.0.0.7' }, 'http://10.0.0.7:8080/health/live'],
  [{ HTTP_HOST: '::' }, 'http://[::1]:8080/health/live'],
  [{ HTTP_HOST: 'fd00::7' }, 'http://[fd00::7]:8080/health/live'],
])('with %j the service is asked at %s', (environment, url) => {
  expect(toLivenessUrl(environment)).toBe(url);
});
