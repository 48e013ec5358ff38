import { homedir } from 'node:os';
import { join } from 'node:path';
import { toCacheFolder } from './jar-cache.js';

/** With keep_firing_for, which the alerts use. Debian 12 has it; `compose.yaml` runs a later one. */
export const MIN_PROMETHEUS = /** @type {const} */ ([2, 42, 0]);

/** Both programs, beside the jars. @param {Readonly<Record<string, string | undefined>>} environment */
export function readPrometheusFolder(environment) {
  const cacheFolder = toCacheFolder({ environment, homeFolder: homedir() });
  return join(cacheFolder, `prometheus-from-${MIN_PROMETHEUS.join('.')}`);
}

/** @param {string} prometheusFolder */
export const toPrometheusCommand = (prometheusFolder) => join(prometheusFolder, 'prometheus');

/** @param {string} prometheusFolder */
export const toPromtoolCommand = (prometheusFolder) => join(prometheusFolder, 'promtool');
