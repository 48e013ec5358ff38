import { expect, test } from 'vitest';
import { listErrorLayers } from '../src/error-layers.ts';

test('an error is listed with its causes and with those of every attempt', () => {
  const root = new Error('root');
  const attempts = [new Error('first'), new Error('second', { cause: root })];
  const all = new AggregateError(attempts, 'all failed', { cause: new Error('why') });
  const messages = listErrorLayers(new Error('outer', { cause: all })).map(({ message }) => message);
  expect(messages).toEqual(['outer', 'all failed', 'first', 'second', 'root', 'why']);
});

test('what is no error has no layers', () => {
  expect(listErrorLayers('a text')).toEqual([]);
  expect(listErrorLayers(undefined)).toEqual([]);
});
