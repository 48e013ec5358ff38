import type { HopResult } from './hop.ts';

export const MISCONFIGURED = 2;

/** 0 when all is well, 1 when a hop failed, 2 when it was the configuration. */
export function toExitCode(results: readonly HopResult[]): 0 | 1 | typeof MISCONFIGURED {
  const failed = results.filter(({ result }) => result === 'failed');
  if (failed.some(({ hop }) => hop === 'configuration')) return MISCONFIGURED;
  return failed.length === 0 ? 0 : 1;
}
