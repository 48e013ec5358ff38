import { compileAvroType, decodeFrame } from '@glueline/schema-registry';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDefinition } from '../../src/workload/definition.ts';
import { createFraming } from '../../src/workload/frames.ts';
import { createEvent, toPartition, type Workload } from '../../src/workload/workload.ts';

const HISTORY: Workload = {
  kind: 'history',
  recordCount: 1_000_000,
  partitionCount: 6,
  deviceCount: 1000,
  paddingBytes: 0,
  versionCount: 1,
};
const IDS = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

const toKey = (workload: Workload, sequence: number) => {
  const { deviceId, timestamp } = createEvent(workload, sequence);
  return `${deviceId} ${timestamp}`;
};

test('in a history every record is an item of its own; in a state a device is one item', () => {
  const sequences = Array.from({ length: 3000 }, (_, index) => index);
  expect(new Set(sequences.map((sequence) => toKey(HISTORY, sequence))).size).toBe(3000);
  const state: Workload = { ...HISTORY, kind: 'state' };
  expect(new Set(sequences.map((sequence) => toKey(state, sequence))).size).toBe(1000);
});

test('all records of a device are in one partition', () => {
  fc.assert(
    fc.property(fc.nat({ max: 900_000 }), fc.nat({ max: 99 }), (sequence, later) => {
      const next = sequence + later * HISTORY.deviceCount;
      expect(toPartition(HISTORY, next)).toBe(toPartition(HISTORY, sequence));
    }),
  );
});

test('a frame has about 150 bytes, and its datum is the event', () => {
  const frame = createFraming(HISTORY, IDS.slice(0, 1))(123_456);
  expect(frame.length).toBeGreaterThan(140);
  expect(frame.length).toBeLessThan(165);
  const { schemaVersionId, payload } = decodeFrame(frame, { maxPayloadBytes: 1000 });
  expect(schemaVersionId).toBe(IDS[0]);
  const again = compileAvroType(toDefinition(1)).encode(createEvent(HISTORY, 123_456));
  expect(payload).toEqual(again);
});

test('records take turns through the versions, and a padded one is as long as asked', () => {
  const toFrame = createFraming({ ...HISTORY, paddingBytes: 5000 }, IDS);
  const frames = [0, 1, 2].map((sequence) => decodeFrame(toFrame(sequence), { maxPayloadBytes: 10_000 }));
  expect(frames.map(({ schemaVersionId }) => schemaVersionId)).toEqual([IDS[0], IDS[1], IDS[0]]);
  expect(frames[0]!.payload.length).toBeGreaterThan(5000);
});
