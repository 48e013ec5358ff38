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

/** The service's model has no version beyond it, and numbers of deleted versions are not given again. */
const MAX_VERSION_NUMBER = 100_000;

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
  shape: AvroShape | undefined,
  { store, region, nowMs, pendingDelayMs }: GlueContext,
): SchemaVersion {
  assertRoomForVersion(region);
  if (schema.nextVersionNumber > MAX_VERSION_NUMBER) throw errors.tooMany('schema versions');
  const isFirst = schema.nextVersionNumber === 1;
  const version: SchemaVersion = {
    id: randomUUID(),
    number: schema.nextVersionNumber,
    definition: definition.text,
    createdAtMs: nowMs,
    metadata: [],
    outcome: isCompatible(schema.compatibility, shape, usableShapes(schema)) ? 'AVAILABLE' : 'FAILURE',
    // A first version has nothing to be checked against and was recorded as AVAILABLE at once.
    settlesAtMs: settlesLater(schema.compatibility) && !isFirst ? nowMs + pendingDelayMs : 0,
  };
  if (shape !== undefined) schema.shapes.set(version, shape);
  addVersion(store, region, schema, version, definition.canonical);
  return version;
}
