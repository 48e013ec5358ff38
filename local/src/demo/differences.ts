import { isDeepStrictEqual } from 'node:util';
import type { PublishResult } from '@glueline/producer';
import { findAddedFields } from './added-fields.ts';
import type { ExpectedRow } from './expected-rows.ts';

/** One row of the demo, after it was run. */
export type SeenRow = {
  result: PublishResult;
  versionsBefore: readonly number[];
  versionsAfter: readonly number[];
  /** Read when the row needs a new version on top of another. */
  diff: string | undefined;
  item: Readonly<Record<string, unknown>>;
};

const DEVICE_ID = '000001';
/** As the demo's producer writes it: always six digits of a second. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** Everything in which a row is not as expected, each in one sentence; none when it holds. */
export function findDifferences(expected: ExpectedRow, seen: SeenRow): string[] {
  return [
    ...differencesInResult(expected, seen.result),
    ...differencesInVersions(expected, seen),
    ...differencesInItem(
      { deviceId: DEVICE_ID, timestamp: seen.result.timestamp, ...expected.attributes },
      seen.item,
    ),
  ];
}

function differencesInResult({ versionNumber }: ExpectedRow, result: PublishResult): string[] {
  const differences = [];
  if (result.schemaVersionNumber !== versionNumber) {
    differences.push(`schema version ${result.schemaVersionNumber} was used instead of ${versionNumber}`);
  }
  if (!TIMESTAMP.test(result.timestamp)) {
    differences.push(`timestamp "${result.timestamp}" is not UTC with six digits of a second`);
  }
  return differences;
}

function differencesInVersions({ versionNumber, newVersion }: ExpectedRow, seen: SeenRow): string[] {
  const added = seen.versionsAfter.filter((number) => !seen.versionsBefore.includes(number));
  const expectedToAdd = newVersion === undefined ? [] : [versionNumber];
  if (!isDeepStrictEqual(added, expectedToAdd)) {
    return [`new schema versions: ${toList(added)} instead of ${toList(expectedToAdd)}`];
  }
  if (typeof newVersion !== 'object') return [];
  const fields = findAddedFields(seen.diff ?? '[]');
  if (isDeepStrictEqual(fields, newVersion.fields)) return [];
  const compared = `the compare of versions ${newVersion.addsTo} and ${versionNumber}`;
  return [`${compared} is ${seen.diff} instead of added fields: ${toList(newVersion.fields)}`];
}

type Attributes = Readonly<Record<string, unknown>>;

function differencesInItem(expected: Attributes, item: Attributes): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(item)]);
  return [...names]
    .filter((name) => !isDeepStrictEqual(expected[name], item[name]))
    .map((name) => {
      const found = name in item ? `is ${JSON.stringify(item[name])}` : 'is missing';
      const wanted = name in expected ? JSON.stringify(expected[name]) : 'none at all';
      return `the item's attribute ${name} ${found}, instead of ${wanted}`;
    });
}

const toList = (values: readonly (number | string)[]) => (values.length === 0 ? 'none' : values.join(', '));
