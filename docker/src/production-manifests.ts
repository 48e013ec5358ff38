/** What npm reads of a package.json or of an entry in the lock file, as far as it matters here. */
type Manifest = { devDependencies?: unknown };
type Lock = { packages: Record<string, Manifest> };

/**
 * Without development dependencies of any workspace. `npm ci --omit=dev --workspace NAME` omits what it installs for
 * them at the root only: for a workspace it follows them, and the consumer service's lead to everything in `local`.
 */
export function toProductionManifest<Read extends Manifest>(manifest: Read): Omit<Read, 'devDependencies'> {
  const { devDependencies: _, ...production } = manifest;
  return production;
}

/** The same versions of the same packages; npm removes those that nothing leads to any more. */
export function toProductionLock<Read extends Lock>(lock: Read): Read {
  const entries = Object.entries(lock.packages).map(([path, entry]) => [path, toProductionManifest(entry)]);
  return { ...lock, packages: Object.fromEntries(entries) as Lock['packages'] };
}
