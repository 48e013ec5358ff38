import { toLivenessUrl } from './health-url.ts';

/*
 * What a container platform runs where there is no shell and no curl: exit code 0 while the service beside it lives,
 * else 1, with the reasons on standard output, where `docker inspect` and ECS show them.
 */

/** Below the 5 s that the platform gives it, so that its own words are the ones that are seen. */
const TIMEOUT_MS = 4000;

process.exitCode = await checkHealth(toLivenessUrl(process.env));

async function checkHealth(url: string): Promise<0 | 1> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    process.stdout.write(`${await response.text()}\n`);
    return response.ok ? 0 : 1;
  } catch (error) {
    process.stdout.write(`${url} does not answer: ${(error as Error).message}\n`);
    return 1;
  }
}
