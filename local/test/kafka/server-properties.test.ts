import { expect, test } from 'vitest';
import { toServerProperties } from '../../src/kafka/server-properties.ts';

test('the broker listens on this machine only and creates no topics by itself', () => {
  const lines = toServerProperties({ port: 9092, controllerPort: 9999, dataFolder: '/tmp/data' }).split('\n');
  expect(lines).toContain('listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9999');
  expect(lines).toContain('advertised.listeners=PLAINTEXT://127.0.0.1:9092');
  expect(lines).toContain('auto.create.topics.enable=false');
  expect(lines).toContain('log.dirs=/tmp/data');
});

test('a folder whose name is not Latin-1 arrives as it is', () => {
  const properties = toServerProperties({ port: 1, controllerPort: 2, dataFolder: '/tmp/a\\b/żółw' });
  expect(properties).toContain('log.dirs=/tmp/a\\\\b/\\u017c\\u00f3\\u0142w\n');
});
