import type { AvroShape } from './avro-shape.ts';
import type { Compatibility } from './compatibility.ts';

export const DATA_FORMATS = ['AVRO', 'JSON', 'PROTOBUF'] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

export interface SchemaVersion {
  readonly id: string;
  readonly number: number;
  /** As first submitted; never the canonical text. */
  readonly definition: string;
  readonly createdAtMs: number;
  /** What the compatibility check said. It was made at registration and never changes. */
  readonly outcome: 'AVAILABLE' | 'FAILURE';
  /** Until then the version shows as PENDING; 0 for an outcome known at once. */
  readonly settlesAtMs: number;
}

export interface Schema {
  readonly registryName: string;
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly dataFormat: DataFormat;
  readonly compatibility: Compatibility;
  /** Moved by UpdateSchema only, which is not here yet. */
  readonly checkpoint: number;
  readonly createdAtMs: number;
  updatedAtMs: number;
  /** Version n is element n - 1: nothing deletes versions yet. */
  readonly versions: SchemaVersion[];
  readonly versionByCanonical: Map<string, SchemaVersion>;
  /** Filled on first use, so that a start does not compile every stored definition. */
  readonly shapes: WeakMap<SchemaVersion, AvroShape>;
}

export interface Registry {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly createdAtMs: number;
  updatedAtMs: number;
  readonly schemas: Map<string, Schema>;
}

/** All that one account has in one region; nothing of it is visible from another account or region. */
export interface RegionState {
  readonly accountId: string;
  readonly region: string;
  readonly registries: Map<string, Registry>;
  readonly versionsById: Map<string, { readonly schema: Schema; readonly version: SchemaVersion }>;
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
  return known ?? { accountId, region, registries: new Map(), versionsById: new Map() };
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
  schema.versions.push(version);
  schema.versionByCanonical.set(canonical, version);
  schema.updatedAtMs = version.createdAtMs;
  region.versionsById.set(version.id, { schema, version });
  store.revision++;
}
