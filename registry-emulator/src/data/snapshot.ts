import { z } from 'zod';
import { registryArn, schemaArn } from '../arn.ts';
import { COMPATIBILITIES } from '../compatibility.ts';
import { canonicalOf, DATA_FORMATS } from '../data-format.ts';
import { earliestDeletion } from '../deletion.ts';
import {
  createRegistryStore,
  newRegionState,
  type RegionState,
  type Registry,
  type RegistryStore,
  type Schema,
} from '../registry-state.ts';
import { snapshotOfFormat1 } from './snapshot-format-1.ts';

/*
 * What is kept between starts: everything a client could see, as plain JSON. Indexes and ARNs follow from it and are
 * made again. A change of this shape needs a new format number, and a file beside this one that reads the old.
 */
const FORMAT = 2;

const labels = {
  name: z.string(),
  description: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
  goneAtMs: z.int().optional(),
};

const labelsOnly = z.object(labels);
type Labels = z.input<typeof labelsOnly>;

const metadataPair = z.strictObject({ key: z.string(), value: z.string(), createdAtMs: z.int() });

const version = z.strictObject({
  id: z.uuid(),
  number: z.int().min(1),
  definition: z.string(),
  createdAtMs: z.int(),
  metadata: z.array(metadataPair),
  outcome: z.enum(['AVAILABLE', 'FAILURE']),
  settlesAtMs: z.int(),
});

const schema = z.strictObject({
  ...labels,
  dataFormat: z.enum(DATA_FORMATS),
  compatibility: z.enum(COMPATIBILITIES),
  checkpoint: z.int().min(1),
  nextVersionNumber: z.int().min(1),
  /** Ascending by number. */
  versions: z.array(version),
});

const registry = z.strictObject({ ...labels, schemas: z.array(schema) });
const region = z.strictObject({ accountId: z.string(), region: z.string(), registries: z.array(registry) });
const snapshot = z.strictObject({ format: z.literal(FORMAT), regions: z.array(region) });

export type Snapshot = z.input<typeof snapshot>;

export function toSnapshot(store: RegistryStore): Snapshot {
  return {
    format: FORMAT,
    regions: [...store.regions.values()].map((state) => ({
      accountId: state.accountId,
      region: state.region,
      registries: [...state.registries.values()].map(registrySnapshot),
    })),
  };
}

/** Each label is there, if only as undefined: the state has no optional members, the file has. */
function labelsOf(labelled: Labels) {
  const { name, description, tags, createdAtMs, updatedAtMs, goneAtMs } = labelled;
  return { name, description, tags, createdAtMs, updatedAtMs, goneAtMs };
}

function registrySnapshot(each: Registry): z.input<typeof registry> {
  return { ...labelsOf(each), schemas: [...each.schemas.values()].map(schemaSnapshot) };
}

function schemaSnapshot(each: Schema): z.input<typeof schema> {
  return {
    ...labelsOf(each),
    dataFormat: each.dataFormat,
    compatibility: each.compatibility,
    checkpoint: each.checkpoint,
    nextVersionNumber: each.nextVersionNumber,
    versions: [...each.versions.values()],
  };
}

/** Throws ZodError when the content is not a snapshot. */
export function fromSnapshot(content: unknown): RegistryStore {
  const store = createRegistryStore();
  for (const { accountId, region: regionName, registries } of readSnapshot(content).regions) {
    const state = newRegionState(accountId, regionName);
    store.regions.set(`${accountId}/${regionName}`, state);
    for (const each of registries) state.registries.set(each.name, restoreRegistry(each, state));
    state.nextGoneAtMs = earliestDeletion(state);
  }
  return store;
}

function readSnapshot(content: unknown): z.output<typeof snapshot> {
  const { format } = z.object({ format: z.int() }).parse(content);
  return snapshot.parse(format === 1 ? snapshotOfFormat1(content) : content);
}

function restoreRegistry(content: z.output<typeof registry>, state: RegionState): Registry {
  return {
    ...labelsOf(content),
    arn: registryArn(state.accountId, state.region, content.name),
    schemas: new Map(content.schemas.map((each) => [each.name, restoreSchema(each, content.name, state)])),
  };
}

function restoreSchema(content: z.output<typeof schema>, registryName: string, state: RegionState): Schema {
  const restored: Schema = {
    ...content,
    ...labelsOf(content),
    registryName,
    arn: schemaArn(state.accountId, state.region, registryName, content.name),
    versions: new Map(content.versions.map((each) => [each.number, each])),
    versionByCanonical: new Map(),
    shapes: new WeakMap(),
  };
  for (const each of restored.versions.values()) {
    restored.versionByCanonical.set(canonicalOf(restored.dataFormat, each.definition), each);
    state.versionsById.set(each.id, { schema: restored, version: each });
  }
  return restored;
}
