import { expect, test } from 'vitest';
import { createBatchBodies } from '../../src/table/batch-body.ts';
import { createDelete, createPut } from './writes.ts';

test('the body has the JSON of each write as it is', () => {
  const body = createBatchBodies('readings')([createPut('é'), createDelete('b')]);
  expect(body.toString()).toBe(
    '{"RequestItems":{"readings":[{"PutRequest":{"Item":{"id":{"S":"é"}}}},{"DeleteRequest":{"Key":{"id":{"S":"b"}}}}]},"ReturnConsumedCapacity":"TOTAL"}',
  );
});
