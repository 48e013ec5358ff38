import type { AvroShape } from './avro-shape.ts';
import type { Compatibility } from './compatibility.ts';
import { canonicalOf, type DataFormat } from './data-format.ts';

export interface MetadataPair {
  readonly key: string;
  readonly value: string;
  readonly createdAtMs: number;
}

export interface SchemaVersion {
  readonly id: string;
  readonly number: number;
  /** As first submitted; never the canonical text. */
  readonly definition: string;
  readonly createdAtMs: number;
  /** In the order they were put; a key may have several values, and its newest is the one that shows first. */
  readonly metadata: MetadataPair[];
  /** What the compatibility check said. It was made at registration and never changes. */
  readonly outcome: 'AVAILABLE' | 'FAILURE';
  /** Until then the version shows as PENDING; 0 for an outcome known at once. */
  readonly settlesAtMs: number;
}

export interface Schema {
  readonly registryName: string;
  readonly name: string;
  readonly arn: string;
  description: string | undefined;
  tags: Readonly<Record<string, string>> | undefined;
  readonly dataFormat: DataFormat;
  compatibility: Compatibility;
  /** A version that is there and AVAILABLE; moved by UpdateSchema only. */
  checkpoint: number;
  readonly createdAtMs: number;
  updatedAtMs: number;
  /** DELETING until then and gone afterwards; undefined for a schema that stays. */
  goneAtMs: number | undefined;
  /** By number, in ascending order, with gaps where versions were deleted. */
  readonly versions: Map<number, SchemaVersion>;
  /** Only ever grows: the number of a deleted version is never given again. */
  nextVersionNumber: number;
  readonly versionByCanonical: Map<string, SchemaVersion>;
  /** Filled on first use, so that a start does not compile every stored definition. */
  readonly shapes: WeakMap<SchemaVersion, AvroShape>;
}

export interface Registry {
  readonly name: string;
  readonly arn: string;
  description: string | undefined;
  tags: Readonly<Record<string, string>> | undefined;
  readonly createdAtMs: number;
  updatedAtMs: number;
  /** DELETING until then and gone afterwards, with all its schemas. */
  goneAtMs: number | undefined;
  readonly schemas: Map<string, Schema>;
}

/** All that one account has in one region; nothing of it is visible from another account or region. */
export interface RegionState {
  readonly accountId: string;
  readonly region: string;
  readonly registries: Map<string, Registry>;
  readonly versionsById: Map<string, { readonly schema: Schema; readonly version: SchemaVersion }>;
  /** When the next deleted thing has to disappear; Infinity when nothing is being deleted. */
  nextGoneAtMs: number;
}

/**
 * Invariants: every version is reachable by number in its schema, by canonical definition in its schema, and by id
 * in its region; `revision` grows with every change and with nothing else.
 */
export interface RegistryStore {
  readonly regions: Map<string, RegionState>;
  revision: number;
}

export function createRegistryStore(): RegistryStore {
  return { regions: new Map(), revision: 0 };
}

/** The region's state, attached to the store only once something is added: reads leave nothing behind. */
export function regionOf(store: RegistryStore, accountId: string, region: string): RegionState {
  const known = store.regions.get(regionKey(accountId, region));
  return known ?? newRegionState(accountId, region);
}

export function newRegionState(accountId: string, region: string): RegionState {
  return {
    accountId,
    region,
    registries: new Map(),
    versionsById: new Map(),
    nextGoneAtMs: Number.POSITIVE_INFINITY,
  };
}

const regionKey = (accountId: string, region: string): string => `${accountId}/${region}`;

export function addRegistry(store: RegistryStore, region: RegionState, registry: Registry): void {
  store.regions.set(regionKey(region.accountId, region.region), region);
  region.registries.set(registry.name, registry);
  store.revision++;
}

export function addSchema(store: RegistryStore, registry: Registry, schema: Schema): void {
  registry.schemas.set(schema.name, schema);
  registry.updatedAtMs = schema.createdAtMs;
  store.revision++;
}

export function addVersion(
  store: RegistryStore,
  region: RegionState,
  schema: Schema,
  version: SchemaVersion,
  canonical: string,
): void {
  schema.versions.set(version.number, version);
  schema.nextVersionNumber = version.number + 1;
  schema.versionByCanonical.set(canonical, version);
  schema.updatedAtMs = version.createdAtMs;
  region.versionsById.set(version.id, { schema, version });
  store.revision++;
}

/** Its number is not given again; its definition is new to the schema the next time it is registered. */
export function removeVersion(
  store: RegistryStore,
  region: RegionState,
  schema: Schema,
  version: SchemaVersion,
): void {
  schema.versions.delete(version.number);
  const canonical = canonicalOf(schema.dataFormat, version.definition);
  schema.versionByCanonical.delete(canonical);
  region.versionsById.delete(version.id);
  store.revision++;
}

/** For a change of what is there already: labels, metadata, compatibility, checkpoint. */
export function markChanged(store: RegistryStore): void {
  store.revision++;
}
