/** A package.json, a lock file, or an entry of one. */
export type Manifest = Readonly<Record<string, unknown>>;

/**
 * Without development dependencies of any workspace. `npm ci --omit=dev --workspace NAME` omits what it installs for
 * them at the root only: for a workspace it follows them, and the consumer service's lead to everything in `local`.
 */
export function toProductionManifest(manifest: Manifest): Manifest {
  return Object.fromEntries(Object.entries(manifest).filter(([name]) => name !== 'devDependencies'));
}

/** The same versions of the same packages; npm leaves out those that nothing leads to any more. */
export function toProductionLock(lock: Manifest): Manifest {
  const packages = Object.entries(lock['packages'] as Readonly<Record<string, Manifest>>);
  const entries = packages.map(([path, entry]) => [path, toProductionManifest(entry)]);
  return { ...lock, packages: Object.fromEntries(entries) };
}
