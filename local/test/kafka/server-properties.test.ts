import { expect, test } from 'vitest';
import { renderProperties, toServerProperties } from '../../src/kafka/server-properties.ts';

test('the broker listens on this machine only and creates no topics by itself', () => {
  expect(toServerProperties({ port: 9092, controllerPort: 9999, dataFolder: '/tmp/data' })).toMatchObject({
    listeners: 'PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9999',
    'advertised.listeners': 'PLAINTEXT://127.0.0.1:9092',
    'auto.create.topics.enable': false,
    'log.dirs': '/tmp/data',
  });
});

test('a value arrives as it is, also one that is not Latin-1', () => {
  expect(renderProperties({ 'node.id': 1, 'log.dirs': '/tmp/a\\b/żółw' })).toBe(
    'node.id=1\nlog.dirs=/tmp/a\\\\b/\\u017c\\u00f3\\u0142w\n',
  );
});
