import type { AvroShape } from './avro-shape.ts';
import { compileDefinition } from './compile-definition.ts';
import type { Schema, SchemaVersion } from './registry-state.ts';

export type VersionStatus = 'AVAILABLE' | 'PENDING' | 'FAILURE' | 'DELETING';

/** PENDING is a matter of the clock alone: no timer has to run, and a restart changes nothing. */
export function statusAt(schema: Schema, version: SchemaVersion, nowMs: number): VersionStatus {
  if (schema.goneAtMs !== undefined) return 'DELETING';
  return nowMs < version.settlesAtMs ? 'PENDING' : version.outcome;
}

/** From number `first` on, the newest when left out; walks only as far as the caller reads. */
function* newestFirst(schema: Schema, first = schema.nextVersionNumber - 1): Generator<SchemaVersion> {
  for (let number = first; number >= 1; number--) {
    const version = schema.versions.get(number);
    if (version !== undefined) yield version;
  }
}

/** The highest number that is there, whatever its status: as recorded, failures count. */
export function latestNumber(schema: Schema): number {
  for (const version of newestFirst(schema)) return version.number;
  return 0;
}

export function latestAvailable(schema: Schema, nowMs: number): SchemaVersion | undefined {
  for (const version of newestFirst(schema)) {
    if (statusAt(schema, version, nowMs) === 'AVAILABLE') return version;
  }
  return undefined;
}

/**
 * What a new version is compared with, newest first: nothing before the checkpoint. A version still PENDING counts
 * by what it will become, as if checks ran one after another.
 */
export function* usableShapes(schema: Schema): Generator<AvroShape> {
  for (const version of newestFirst(schema)) {
    if (version.number < schema.checkpoint) return;
    const shape = version.outcome === 'AVAILABLE' ? shapeOf(schema, version) : undefined;
    if (shape !== undefined) yield shape;
  }
}

function shapeOf(schema: Schema, version: SchemaVersion): AvroShape | undefined {
  const known = schema.shapes.get(version);
  if (known !== undefined) return known;
  const shape = compileDefinition(schema.dataFormat, version.definition);
  if (shape !== undefined) schema.shapes.set(version, shape);
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
    const first = after?.group === group ? after.number - 1 : schema.nextVersionNumber - 1;
    for (const version of newestFirst(schema, first)) {
      const isAvailable = statusAt(schema, version, nowMs) === 'AVAILABLE';
      if (isAvailable === (group === 'available'))
        yield { place: { group, number: version.number }, version };
    }
  }
}
