import { parseAvroDefinition } from './avro-definition.ts';
import type { AvroShape } from './avro-shape.ts';
import type { Schema, SchemaVersion } from './registry-state.ts';

export type VersionStatus = 'AVAILABLE' | 'PENDING' | 'FAILURE';

/** PENDING is a matter of the clock alone: no timer has to run, and a restart changes nothing. */
export function statusAt(version: SchemaVersion, nowMs: number): VersionStatus {
  return nowMs < version.settlesAtMs ? 'PENDING' : version.outcome;
}

export function latestAvailable(schema: Schema, nowMs: number): SchemaVersion | undefined {
  return schema.versions.findLast((version) => statusAt(version, nowMs) === 'AVAILABLE');
}

/** Newest first. A version still PENDING counts by what it will become, as if checks ran one after another. */
export function* usableShapes(schema: Schema): Generator<AvroShape> {
  for (let index = schema.versions.length - 1; index >= 0; index--) {
    const version = schema.versions[index];
    if (version?.outcome === 'AVAILABLE') yield shapeOf(schema, version);
  }
}

function shapeOf(schema: Schema, version: SchemaVersion): AvroShape {
  const known = schema.shapes.get(version);
  if (known !== undefined) return known;
  const shape = parseAvroDefinition(version.definition);
  schema.shapes.set(version, shape);
  return shape;
}

/** A version's place in a listing: AVAILABLE ones first, newest first within each group, as recorded. */
export interface ListingPlace {
  readonly group: 'available' | 'other';
  readonly number: number;
}

/** Walks only as far as the caller reads, so that a page costs a page and not the whole list. */
export function* versionsInListingOrder(
  schema: Schema,
  nowMs: number,
  after: ListingPlace | undefined,
): Generator<{ place: ListingPlace; version: SchemaVersion }> {
  for (const group of ['available', 'other'] as const) {
    if (after?.group === 'other' && group === 'available') continue;
    const first = after?.group === group ? after.number - 1 : schema.versions.length;
    for (let number = first; number >= 1; number--) {
      const version = schema.versions[number - 1];
      if (version === undefined) continue;
      const isAvailable = statusAt(version, nowMs) === 'AVAILABLE';
      if (isAvailable === (group === 'available')) yield { place: { group, number }, version };
    }
  }
}
