/** @typedef {readonly number[]} Version */

/**
 * The version of Java in what `java -version` says: `version "17.0.15"`, or `"1.8.0_402"` before 9.
 *
 * @param {string} output
 * @returns {number | undefined} the feature release, 17
 */
export function parseJavaRelease(output) {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  if (first === undefined) return undefined;
  return first === '1' ? Number(second) : Number(first);
}

/**
 * @param {string} output of `mvn -version`
 * @returns {string | undefined} "3.8.7"
 */
export function parseMavenVersion(output) {
  return /Apache Maven (\d+\.\d+\.\d+[\w.-]*)/.exec(output)?.[1];
}

/**
 * @param {string} output of `prometheus --version` or `promtool --version`
 * @returns {string | undefined} "2.42.0+ds"
 */
export function parsePrometheusVersion(output) {
  return /^(?:prometheus|promtool), version (\d+\.\d+\.\d+\S*)/m.exec(output)?.[1];
}

/**
 * @param {string} version "3.8.7"
 * @param {readonly [number, number, number]} minimum
 */
export function isAtLeast(version, minimum) {
  const parts = version.split(/[.+-]/).map(Number);
  for (const [index, wanted] of minimum.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
