/*
 * Usage: health-check.ts FUNCTION_NAME PORT. What a container platform runs where there is no shell and no curl: exit code 0 when the
 * endpoint beside it would run the function, else 1. Lambda's own "DryRun" asks that without running it.
 */

/** Below the 5 s that the platform gives it. */
const TIMEOUT_MS = 4000;
const WOULD_RUN = 204;

const [functionName, port] = process.argv.slice(2);
process.exitCode = await checkHealth(
  `http://127.0.0.1:${port}/2015-03-31/functions/${functionName}/invocations`,
);

async function checkHealth(url: string): Promise<0 | 1> {
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { 'x-amz-invocation-type': 'DryRun' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    process.stdout.write(`${url} answers ${status}\n`);
    return status === WOULD_RUN ? 0 : 1;
  } catch (error) {
    process.stdout.write(`${url} does not answer: ${(error as Error).message}\n`);
    return 1;
  }
}
