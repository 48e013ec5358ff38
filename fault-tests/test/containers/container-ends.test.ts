import { expect, test } from 'vitest';
import { findBadEnds, parseContainerEnd } from '../../src/containers/container-ends.ts';

test('an event of the engine tells which service ended, and how', () => {
  const line = JSON.stringify({
    Type: 'container',
    Action: 'die',
    Actor: { ID: 'c0ffee', Attributes: { 'com.docker.compose.service': 'consumer', exitCode: '137' } },
  });
  expect(parseContainerEnd(line)).toEqual({ service: 'consumer', exitCode: 137 });
});

test('a service of ours has to end with 0, a JVM may end as one that was asked to', () => {
  const good = [
    { service: 'consumer', exitCode: 0 },
    { service: 'kafka', exitCode: 143 },
    { service: 'dynamodb', exitCode: 143 },
    { service: 'kafka', exitCode: 0 },
  ];
  const bad = [
    { service: 'consumer', exitCode: 143 },
    { service: 'producer', exitCode: 1 },
    { service: 'kafka', exitCode: 137 },
  ];
  expect(findBadEnds([...good, ...bad])).toEqual(bad);
});
