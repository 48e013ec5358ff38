import { waitFor } from '@glueline/local/testing';
import { expect, test } from 'vitest';
import { createWorld, readDeadLetters, startInProcess, toReading } from './service-fixture.ts';

test('dead letters are put back by a service that reads their topic, each once', async () => {
  const world = await createWorld();
  await world.createTopic();
  // The cause is in the settings here, and mended by taking them back.
  const mistaken = await startInProcess(world, { PARTITION_KEY: 'deviceId=machine' });
  await world.send([{ value: world.frame(toReading(0)) }, { value: world.frame(toReading(1)) }]);
  await readDeadLetters(world, 2);
  await mistaken.stop();
  expect(await world.readItems()).toEqual([]);

  const topic = `${world.topic}.dlq`;
  const putBack = {
    TOPIC: topic,
    DEAD_LETTER_TOPIC: `${topic}.dlq`,
    KAFKA_GROUP_ID: `${world.topic}_put_back`,
  };
  const first = await startInProcess(world, putBack);
  await waitFor(async () => (await world.readItems()).length === 2, 'both items');
  expect(await world.readItems()).toEqual([toReading(0), toReading(1)]);
  await first.stop();

  // Run once more, it goes on behind them.
  const second = await startInProcess(world, putBack);
  await waitFor(() => second.logLines.find(({ msg }) => msg === 'reading'), 'the second run');
  expect(second.logLines.find(({ msg }) => msg === 'reading')).toMatchObject({ positions: { 0: '2' } });
});
