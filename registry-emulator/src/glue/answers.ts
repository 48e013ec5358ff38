import type { Registry, Schema } from '../registry-state.ts';
import { latestNumber } from '../schema-versions.ts';

/* Parts that several answers share. Members that are undefined do not appear in the JSON, as in the service's. */

/** ISO 8601 with milliseconds, as recorded. */
export const timestamp = (ms: number): string => new Date(ms).toISOString();

const statusOf = ({ goneAtMs }: Registry | Schema) => (goneAtMs === undefined ? 'AVAILABLE' : 'DELETING');

export function registryAnswer(registry: Registry): Record<string, unknown> {
  return {
    RegistryName: registry.name,
    RegistryArn: registry.arn,
    Description: registry.description,
    Status: statusOf(registry),
    CreatedTime: timestamp(registry.createdAtMs),
    UpdatedTime: timestamp(registry.updatedAtMs),
  };
}

/** Members of a schema in a list; GetSchema adds to them. */
export function schemaSummary(schema: Schema): Record<string, unknown> {
  return {
    RegistryName: schema.registryName,
    SchemaName: schema.name,
    SchemaArn: schema.arn,
    Description: schema.description,
    SchemaStatus: statusOf(schema),
    CreatedTime: timestamp(schema.createdAtMs),
    UpdatedTime: timestamp(schema.updatedAtMs),
  };
}

/** Failed versions count: the next number is never one that was used. */
export function versionCounters(schema: Schema): Record<string, unknown> {
  return {
    SchemaCheckpoint: schema.checkpoint,
    LatestSchemaVersion: latestNumber(schema),
    NextSchemaVersion: schema.nextVersionNumber,
  };
}
