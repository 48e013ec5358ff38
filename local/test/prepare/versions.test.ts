import { expect, test } from 'vitest';
import {
  isAtLeast,
  parseJavaRelease,
  parseMavenVersion,
  parsePrometheusVersion,
} from '../../prepare/versions.js';

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['openjdk version "21" 2023-09-19', 21],
  ['java version "1.8.0_402"', 8],
  ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
])('%s is Java %s', (output, release) => {
  expect(parseJavaRelease(output)).toBe(release);
});

test.each([
  ['\u001B[1mApache Maven 3.8.7\u001B[m\nMaven home: /usr/share/maven', '3.8.7'],
  ['Apache Maven 4.0.0-rc-4 (bed0f8174bf728978f86fac533aa38a9511f3872)', '4.0.0-rc-4'],
  ['mvn: something else', undefined],
])('%j is Maven %s', (output, version) => {
  expect(parseMavenVersion(output)).toBe(version);
});

test.each([
  ['3.6.3', true],
  ['3.10.0', true],
  ['4.0.0-rc-4', true],
  ['3.6.2', false],
  ['3.5.4', false],
  ['2.9.9', false],
])('that %s is at least 3.6.3 is %s', (version, expected) => {
  expect(isAtLeast(version, [3, 6, 3])).toBe(expected);
});

test.each([
  ['prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5+deb12u1)\n  go', '2.42.0+ds'],
  ['promtool, version 3.8.0 (branch: HEAD, revision: e44ed351cf24)', '3.8.0'],
  ['prometheus: not found', undefined],
])('%j is Prometheus %s', (output, version) => {
  expect(parsePrometheusVersion(output)).toBe(version);
});

test("a version with Debian's suffix is compared by its numbers", () => {
  expect(isAtLeast('2.42.0+ds', [2, 42, 0])).toBe(true);
  expect(isAtLeast('2.24.1+ds', [2, 42, 0])).toBe(false);
});
