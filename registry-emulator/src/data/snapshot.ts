import { z } from 'zod';
import { registryArn, schemaArn } from '../arn.ts';
import { toCanonicalDefinition } from '../canonical-definition.ts';
import { COMPATIBILITIES } from '../compatibility.ts';
import {
  createRegistryStore,
  DATA_FORMATS,
  type RegionState,
  type Registry,
  type RegistryStore,
  type Schema,
} from '../registry-state.ts';

/*
 * What is kept between starts: everything a client could see, as plain JSON. Indexes, ARNs and counters follow from
 * it and are made again. A change of this shape needs a new format number.
 */
const FORMAT = 1;

const labels = {
  name: z.string(),
  description: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
};

const version = z.strictObject({
  id: z.uuid(),
  definition: z.string(),
  createdAtMs: z.int(),
  outcome: z.enum(['AVAILABLE', 'FAILURE']),
  settlesAtMs: z.int(),
});

const schema = z.strictObject({
  ...labels,
  dataFormat: z.enum(DATA_FORMATS),
  compatibility: z.enum(COMPATIBILITIES),
  checkpoint: z.int().min(1),
  /** In order: version n is element n - 1. */
  versions: z.array(version),
});

const registry = z.strictObject({ ...labels, schemas: z.array(schema) });
const region = z.strictObject({ accountId: z.string(), region: z.string(), registries: z.array(registry) });
const snapshot = z.strictObject({ format: z.literal(FORMAT), regions: z.array(region) });

export function toSnapshot(store: RegistryStore): z.input<typeof snapshot> {
  return {
    format: FORMAT,
    regions: [...store.regions.values()].map((state) => ({
      accountId: state.accountId,
      region: state.region,
      registries: [...state.registries.values()].map((each) => ({
        name: each.name,
        description: each.description,
        tags: each.tags,
        createdAtMs: each.createdAtMs,
        updatedAtMs: each.updatedAtMs,
        schemas: [...each.schemas.values()].map(schemaSnapshot),
      })),
    })),
  };
}

function schemaSnapshot(each: Schema): z.input<typeof schema> {
  return {
    name: each.name,
    description: each.description,
    tags: each.tags,
    createdAtMs: each.createdAtMs,
    updatedAtMs: each.updatedAtMs,
    dataFormat: each.dataFormat,
    compatibility: each.compatibility,
    checkpoint: each.checkpoint,
    versions: each.versions.map(({ number: _number, ...kept }) => kept),
  };
}

/** Throws ZodError when the content is not a snapshot. */
export function fromSnapshot(content: unknown): RegistryStore {
  const store = createRegistryStore();
  for (const { accountId, region: regionName, registries } of snapshot.parse(content).regions) {
    const state: RegionState = {
      accountId,
      region: regionName,
      registries: new Map(),
      versionsById: new Map(),
    };
    store.regions.set(`${accountId}/${regionName}`, state);
    for (const each of registries) state.registries.set(each.name, restoreRegistry(each, state));
  }
  return store;
}

function restoreRegistry(content: z.output<typeof registry>, state: RegionState): Registry {
  return {
    ...content,
    description: content.description,
    tags: content.tags,
    arn: registryArn(state.accountId, state.region, content.name),
    schemas: new Map(content.schemas.map((each) => [each.name, restoreSchema(each, content.name, state)])),
  };
}

function restoreSchema(content: z.output<typeof schema>, registryName: string, state: RegionState): Schema {
  const restored: Schema = {
    ...content,
    description: content.description,
    tags: content.tags,
    registryName,
    arn: schemaArn(state.accountId, state.region, registryName, content.name),
    versions: content.versions.map((each, index) => ({ ...each, number: index + 1 })),
    versionByCanonical: new Map(),
    shapes: new WeakMap(),
  };
  for (const each of restored.versions) {
    restored.versionByCanonical.set(toCanonicalDefinition(each.definition), each);
    state.versionsById.set(each.id, { schema: restored, version: each });
  }
  return restored;
}
