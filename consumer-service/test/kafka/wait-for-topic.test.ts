import { expect, test } from 'vitest';
import { waitForTopic } from '../../src/kafka/wait-for-topic.ts';
import { never } from '../doubles.ts';

function createWait(answers: (Error | 'there')[], signal = never) {
  const told: string[] = [];
  const fetcher = {
    async metadata() {
      const answer = answers.shift() ?? 'there';
      if (answer !== 'there') throw answer;
    },
  };
  const waiting = waitForTopic(fetcher as never, 'sensor', {
    signal,
    onMissing: () => told.push('missing'),
    onUnreachable: (error) => told.push(String(error)),
  });
  return { waiting, told };
}

test('it asks until the topic is there, and tells a missing topic from brokers that do not answer', async () => {
  const { waiting, told } = createWait([
    new Error('Unknown topic sensor.'),
    new Error('connect ECONNREFUSED'),
    'there',
  ]);
  await waiting;
  expect(told).toEqual(['missing', 'Error: connect ECONNREFUSED']);
});

test('a stop ends the waiting', async () => {
  const stop = new AbortController();
  const { waiting, told } = createWait([new Error('Unknown topic sensor.'), 'there'], stop.signal);
  setImmediate(() => stop.abort(new Error('stopping')));
  await expect(waiting).rejects.toThrow('stopping');
  expect(told).toEqual(['missing']);
});
