import type { RegionState, Registry, RegistryStore, Schema } from './registry-state.ts';

/*
 * A deleted schema or registry shows DELETING for a moment and then disappears. Disappearing is a matter of the
 * clock: whoever looks next, after a restart too, first takes away what is due. No timer has to run.
 */
export function deleteSchemaAt(
  store: RegistryStore,
  region: RegionState,
  schema: Schema,
  goneAtMs: number,
): void {
  schema.goneAtMs = goneAtMs;
  region.nextGoneAtMs = Math.min(region.nextGoneAtMs, goneAtMs);
  store.revision++;
}

/** Its schemas are DELETING with it; those deleted before go when they were to go. */
export function deleteRegistryAt(
  store: RegistryStore,
  region: RegionState,
  registry: Registry,
  goneAtMs: number,
): void {
  registry.goneAtMs = goneAtMs;
  for (const schema of registry.schemas.values()) schema.goneAtMs ??= goneAtMs;
  region.nextGoneAtMs = Math.min(region.nextGoneAtMs, goneAtMs);
  store.revision++;
}

export function removeWhatIsGone(store: RegistryStore, region: RegionState, nowMs: number): void {
  if (nowMs < region.nextGoneAtMs) return;
  for (const registry of region.registries.values()) {
    for (const schema of registry.schemas.values()) {
      if (!isGone(schema, nowMs)) continue;
      registry.schemas.delete(schema.name);
      for (const version of schema.versions.values()) region.versionsById.delete(version.id);
    }
    if (isGone(registry, nowMs)) region.registries.delete(registry.name);
  }
  region.nextGoneAtMs = earliestDeletion(region);
  store.revision++;
}

export function earliestDeletion(region: RegionState): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const registry of region.registries.values()) {
    earliest = Math.min(earliest, registry.goneAtMs ?? earliest);
    for (const { goneAtMs } of registry.schemas.values()) earliest = Math.min(earliest, goneAtMs ?? earliest);
  }
  return earliest;
}

const isGone = ({ goneAtMs }: Registry | Schema, nowMs: number): boolean =>
  goneAtMs !== undefined && nowMs >= goneAtMs;
