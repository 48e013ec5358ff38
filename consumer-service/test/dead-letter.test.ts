import {
  DatumError,
  FrameError,
  InvalidDefinitionError,
  RegistryUnavailableError,
  ResolutionError,
  SchemaVersionNotFoundError,
} from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import { type DeadLetter, toDeadLetterMessage, toDeadLetterReason } from '../src/dead-letter.ts';
import { ItemError, ItemRefusedError, TombstoneError } from '../src/errors.ts';
import { createRecord } from './doubles.ts';

test.each([
  [new TombstoneError(), 'tombstone'],
  [new FrameError('bad_zlib', ''), 'frame_bad_zlib'],
  [new SchemaVersionNotFoundError(), 'schema_version_not_found'],
  [new InvalidDefinitionError(), 'invalid_definition'],
  [new ResolutionError(), 'schema_version_not_resolvable'],
  [new DatumError('mismatch', ''), 'datum_mismatch'],
  [new ItemError('too_large', ''), 'item_too_large'],
  [new ItemRefusedError(), 'item_refused'],
])('%s is final: %s', (error, reason) => {
  expect(toDeadLetterReason(error)).toBe(reason);
});

test.each([new RegistryUnavailableError(), new TypeError(), new Error()])('%s is not', (error) => {
  expect(toDeadLetterReason(error)).toBeUndefined();
});

const deadLetter: DeadLetter = {
  record: createRecord(7),
  reason: 'frame_too_short',
  errorName: 'FrameError',
  schemaVersionId: undefined,
};

test('a record without key or value stays without', () => {
  const record = createRecord(7, { key: null, value: null });
  const message = toDeadLetterMessage({ ...deadLetter, record }, 'sensor.dlq');
  expect(message).not.toHaveProperty('key');
  expect(message).not.toHaveProperty('value');
});

test('headers of a dead letter that is sent again are kept below the new ones', () => {
  const record = createRecord(7, { headers: [[Buffer.from('glueline.reason'), Buffer.from('tombstone')]] });
  const { headers } = toDeadLetterMessage({ ...deadLetter, record }, 'sensor.dlq');
  const reasons = [...headers].filter(([name]) => String(name) === 'glueline.reason');
  expect(reasons.map(([, reason]) => String(reason))).toEqual(['tombstone', 'frame_too_short']);
});
