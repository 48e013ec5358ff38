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
  context: GlueContext,
): SchemaVersion {
  const { store, region, nowMs } = context;
  assertRoomForVersion(region);
  if (schema.nextVersionNumber > MAX_VERSION_NUMBER) throw errors.tooMany('schema versions');
  const version: SchemaVersion = {
    id: randomUUID(),
    number: schema.nextVersionNumber,
    definition: definition.text,
    createdAtMs: nowMs,
    metadata: [],
    ...check(schema, shape, context),
  };
  if (shape !== undefined) schema.shapes.set(version, shape);
  addVersion(store, region, schema, version, definition.canonical);
  return version;
}

function check(
  schema: Schema,
  shape: AvroShape | undefined,
  { nowMs, pendingDelayMs, strikeVersion }: GlueContext,
): Pick<SchemaVersion, 'outcome' | 'settlesAtMs'> {
  // A first version has nothing to be checked against and was recorded as AVAILABLE at once.
  if (schema.nextVersionNumber === 1) return { outcome: 'AVAILABLE', settlesAtMs: 0 };
  const strike = strikeVersion();
  const isUsable = isCompatible(schema.compatibility, shape, usableShapes(schema)) && !strike.isFailure;
  const pendingMs = strike.pendingMs ?? (settlesLater(schema.compatibility) ? pendingDelayMs : undefined);
  return {
    outcome: isUsable ? 'AVAILABLE' : 'FAILURE',
    settlesAtMs: pendingMs === undefined ? 0 : nowMs + pendingMs,
  };
}
