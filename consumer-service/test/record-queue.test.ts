import { expect, test } from 'vitest';
import { createRecordQueue } from '../src/record-queue.ts';
import { createRecord } from './doubles.ts';

test('what was taken counts until it is finished, because it still holds memory', () => {
  const queue = createRecordQueue();
  const records = [1, 2, 3].map((offset) => createRecord(offset));
  const { bytes } = records[0]!;
  queue.add(records);
  const taken = queue.take(2);
  expect(taken).toEqual(records.slice(0, 2));
  expect(queue.pending()).toEqual({ records: 3, bytes: 3 * bytes });
  queue.finish(taken);
  expect(queue.pending()).toEqual({ records: 1, bytes });
});

test('clearing forgets what is waiting, not what is in work', () => {
  const queue = createRecordQueue();
  queue.add([1, 2, 3].map((offset) => createRecord(offset)));
  const taken = queue.take(1);
  queue.clear();
  expect(queue.isEmpty()).toBe(true);
  expect(queue.pending().records).toBe(1);
  queue.finish(taken);
  expect(queue.pending()).toEqual({ records: 0, bytes: 0 });
});
