import { expect, test } from 'vitest';
import { fromSnapshot, toSnapshot } from '../../src/data/snapshot.ts';
import { recordOf } from '../emulator-fixture.ts';

const times = { createdAtMs: 1000, updatedAtMs: 2000 };
const ids = ['3f36e6d8-d20e-43b7-90ea-3ad724880d60', '5d1c1ad3-5b7f-4b0c-9a9c-0f1f0a3b8a11'];

const version = (index: number, definition: string) => ({
  id: ids[index]!,
  definition,
  createdAtMs: 1000,
  outcome: 'AVAILABLE',
  settlesAtMs: 0,
});

const schemaLabels = { name: 's', ...times, dataFormat: 'AVRO', compatibility: 'FULL', checkpoint: 1 };

const snapshotOf = (format: number, schema: object, registry: object = {}) => ({
  format,
  regions: [
    {
      accountId: '111111111111',
      region: 'eu-central-1',
      registries: [{ name: 'r', tags: { team: 'a' }, ...times, ...registry, schemas: [schema] }],
    },
  ],
});

const format2 = snapshotOf(
  2,
  {
    ...schemaLabels,
    tags: { stage: 'test' },
    goneAtMs: 9000,
    checkpoint: 3,
    nextVersionNumber: 8,
    versions: [
      {
        ...version(0, recordOf({})),
        number: 3,
        metadata: [
          { key: 'owner', value: 'one', createdAtMs: 1500 },
          { key: 'owner', value: 'two', createdAtMs: 1600 },
        ],
      },
      { ...version(1, recordOf({ a: 'int' })), number: 6, metadata: [] },
    ],
  },
  { goneAtMs: 9500 },
);

/** As the file has it: without what is undefined. */
const written = (store: ReturnType<typeof fromSnapshot>): unknown =>
  JSON.parse(JSON.stringify(toSnapshot(store)));

test('what was read is written again, with gaps, metadata, tags and deletions', () => {
  expect(written(fromSnapshot(format2))).toEqual(format2);
});

test('indexes are made again', () => {
  const state = fromSnapshot(format2).regions.get('111111111111/eu-central-1');
  const schema = state?.registries.get('r')?.schemas.get('s');
  expect(state?.nextGoneAtMs).toBe(9000);
  expect([...(schema?.versions.keys() ?? [])]).toEqual([3, 6]);
  expect([...(schema?.versionByCanonical.values() ?? [])].map(({ number }) => number)).toEqual([3, 6]);
  expect(state?.versionsById.get(ids[1]!)?.version.number).toBe(6);
});

test('format 1 is read: versions are numbered by their place, and nothing is being deleted', () => {
  const versions = [version(0, recordOf({})), version(1, recordOf({ a: 'int' }))];
  const format1 = snapshotOf(1, { ...schemaLabels, description: 'kept', versions });
  expect(written(fromSnapshot(format1))).toEqual(
    snapshotOf(2, {
      ...schemaLabels,
      description: 'kept',
      nextVersionNumber: 3,
      versions: versions.map((each, index) => Object.assign({ number: index + 1, metadata: [] }, each)),
    }),
  );
});

test.each([
  ['a later format', { format: 3, regions: [] }],
  ['no format', { regions: [] }],
  [
    'a version without its number',
    snapshotOf(2, { ...schemaLabels, nextVersionNumber: 2, versions: [version(0, '"int"')] }),
  ],
  ['format 1 with a member that is unknown', snapshotOf(1, { ...schemaLabels, unknown: 1, versions: [] })],
])('%s is refused', (_title, content) => {
  expect(() => fromSnapshot(content)).toThrow(expect.objectContaining({ name: 'ZodError' }) as Error);
});
