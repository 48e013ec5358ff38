/**
 * @typedef {{ version?: string, integrity?: string, resolved?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

/**
 * The first package that is not installed as it is locked; undefined when all are. `installed` is the lockfile that
 * npm writes inside node_modules at the end of an installation, whoever started it, so an interrupted one does
 * not count. Optional packages may be missing - most are for other systems - but not in another version.
 *
 * @param {Lockfile} locked
 * @param {Lockfile} installed
 * @returns {string | undefined}
 */
export function findStalePackage(locked, installed) {
  const installedPackages = installed.packages ?? {};
  return Object.entries(locked.packages ?? {})
    .filter(([path]) => path.startsWith('node_modules/') || path.includes('/node_modules/'))
    .find(([path, wanted]) => !isInstalled(wanted, installedPackages[path]))?.[0];
}

/**
 * @param {LockedPackage} wanted
 * @param {LockedPackage | undefined} found
 */
function isInstalled(wanted, found) {
  if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
  if (wanted.link) return found.link === true && found.resolved === wanted.resolved;
  return found.version === wanted.version && found.integrity === wanted.integrity;
}
