import { randomUUID } from 'node:crypto';
import type { AvroShape } from '../avro-shape.ts';
import { isCompatible, settlesLater } from '../compatibility.ts';
import { addVersion, type RegionState, type Schema, type SchemaVersion } from '../registry-state.ts';
import { usableShapes } from '../schema-versions.ts';
import type { SubmittedDefinition } from './definition.ts';
import * as errors from './errors.ts';
import type { GlueContext } from './operation.ts';

/** The service's hard quota: all versions of all schemas of one account in one region. */
const MAX_VERSIONS = 10_000;

/** Throws ResourceNumberLimitExceededException. */
export function assertRoomForVersion(region: RegionState): void {
  if (region.versionsById.size >= MAX_VERSIONS) throw errors.tooMany('schema versions');
}

/**
 * An incompatible definition is stored too, as FAILURE: it keeps its number and its id, and registering it again
 * finds it again. Throws ResourceNumberLimitExceededException.
 */
export function addNewVersion(
  schema: Schema,
  definition: SubmittedDefinition,
  shape: AvroShape,
  { store, region, nowMs, pendingDelayMs }: GlueContext,
): SchemaVersion {
  assertRoomForVersion(region);
  const isFirst = schema.versions.length === 0;
  const version: SchemaVersion = {
    id: randomUUID(),
    number: schema.versions.length + 1,
    definition: definition.text,
    createdAtMs: nowMs,
    outcome: isCompatible(schema.compatibility, shape, usableShapes(schema)) ? 'AVAILABLE' : 'FAILURE',
    // A first version has nothing to be checked against and was recorded as AVAILABLE at once.
    settlesAtMs: settlesLater(schema.compatibility) && !isFirst ? nowMs + pendingDelayMs : 0,
  };
  schema.shapes.set(version, shape);
  addVersion(store, region, schema, version, definition.canonical);
  return version;
}
