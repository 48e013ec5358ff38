import { compileAvroType } from '@glueline/schema-registry';
import { describe, expect, test } from 'vitest';
import { createDeadline } from '../src/deadline.ts';
import { BatchFailedError, BatchSizeError, PublishError } from '../src/errors.ts';
import { MAX_BATCH_EVENTS, publishBatch } from '../src/publish-batch.ts';
import type { PublishParts } from '../src/publish-event.ts';

const definition = {
  type: 'record',
  name: 'sensor',
  fields: [
    { name: 'deviceId', type: 'string' },
    { name: 'timestamp', type: 'string' },
  ],
} as const;
const version = {
  id: 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63',
  number: 3,
  definition,
  type: compileAvroType(JSON.stringify(definition)),
};

/** Acknowledges the records of all devices but those whose name says what becomes of them. */
function createParts() {
  const calls: string[][] = [];
  const parts: PublishParts = {
    topic: 'sensor',
    schemaName: 'sensor',
    deviceId: '000001',
    timestamp: () => 'now',
    evolution: { resolveVersion: async (event) => Promise.resolve({ ...version, datum: event }) },
    publisher: {
      publish: async (records) => {
        calls.push(records.map(({ key }) => key));
        return records.map(({ key }, offset) =>
          key === 'unacknowledged' ? new PublishError('gone') : { partition: 0, offset },
        );
      },
      close: async () => undefined,
    },
  };
  return { parts, calls };
}

const deadline = () => createDeadline(10_000);

test('good events go out in one call, in order, and bad ones are listed with their place', async () => {
  const { parts, calls } = createParts();
  const result = await publishBatch([{ deviceId: 'a' }, null, { deviceId: 'b' }, [{}]], parts, deadline());
  expect(calls).toEqual([['a', 'b']]);
  expect(result.published.map(({ index, deviceId, offset }) => [index, deviceId, offset])).toEqual([
    [0, 'a', 0],
    [2, 'b', 1],
  ]);
  expect(result.failed).toEqual([
    { index: 1, errorType: 'InvalidEventError', errorMessage: 'event must be a JSON object (received null)' },
    {
      index: 3,
      errorType: 'InvalidEventError',
      errorMessage: 'event must be a JSON object (received an array)',
    },
  ]);
});

test('an event that is not acknowledged is listed like a bad one', async () => {
  const { parts } = createParts();
  const result = await publishBatch([{ deviceId: 'unacknowledged' }, { deviceId: 'b' }], parts, deadline());
  expect(result.published.map(({ index }) => index)).toEqual([1]);
  expect(result.failed).toEqual([{ index: 0, errorType: 'PublishError', errorMessage: 'gone' }]);
});

describe('a batch fails as a whole', () => {
  test.each([0, MAX_BATCH_EVENTS + 1])('with %i events, of which none is looked at', async (length) => {
    const { parts, calls } = createParts();
    await expect(
      publishBatch(
        Array.from({ length }, () => ({})),
        parts,
        deadline(),
      ),
    ).rejects.toThrow(new BatchSizeError(`a batch must have 1 to 1000 events (received ${length})`));
    expect(calls).toEqual([]);
  });

  test('when none of its events was acknowledged', async () => {
    const { parts } = createParts();
    const batch = [{ deviceId: 'unacknowledged' }, 7];
    await expect(publishBatch(batch, parts, deadline())).rejects.toThrow(
      new BatchFailedError('none of 2 events was acknowledged; the first: PublishError: gone'),
    );
  });
});
