/*
 * What a container platform runs where there is no shell and no curl: exit code 0 when the emulator beside it answers,
 * else 1. It is asked without a signature and refuses, which is an answer; only signed requests do more.
 */

/** Below the 5 s that the platform gives it. */
const TIMEOUT_MS = 4000;
const DEFAULT_PORT = '4570';

process.exitCode = await checkHealth(`http://127.0.0.1:${process.env['EMULATOR_PORT'] || DEFAULT_PORT}/`);

async function checkHealth(url: string): Promise<0 | 1> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    process.stdout.write(`${url} answers ${status}\n`);
    return status < 500 ? 0 : 1;
  } catch (error) {
    process.stdout.write(`${url} does not answer: ${(error as Error).message}\n`);
    return 1;
  }
}
