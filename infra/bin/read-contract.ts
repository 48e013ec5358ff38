import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConnectivityContract } from '../lib/contract.ts';
import type { EnvironmentConfig } from '../lib/environment-config.ts';
import { parseContract } from '../lib/parse-contract.ts';

/** `missing` is what it is until the producer's account has been deployed for the first time. */
export function readContract(config: EnvironmentConfig): ConnectivityContract | 'missing' {
  const file = fileURLToPath(new URL(`../config/contract.${config.name}.json`, import.meta.url));
  return existsSync(file) ? parseContract(readFileSync(file, 'utf8'), config) : 'missing';
}
