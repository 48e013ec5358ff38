import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const DOCTOR_FILE = createRequire(import.meta.url).resolve('@glueline/consumer-service/doctor');

/** As the consumer service's doctor tells it to machines. */
export type Hop = {
  hop: string;
  subject?: string;
  result: 'ok' | 'failed' | 'not tried';
  detail: string;
  advice?: { cause: string; where: string };
};

export type Examination = { exitCode: number | null; hops: Hop[]; failed: Hop[] };

/** Runs the doctor with the environment that a member would have. */
export async function examine(
  environment: Readonly<Record<string, string | undefined>>,
  nodeFlags: readonly string[] = [],
): Promise<Examination> {
  const child = spawn(process.execPath, [...nodeFlags, DOCTOR_FILE, '--json'], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'close') as Promise<[number | null]>;
  const [output, [exitCode]] = await Promise.all([text(child.stdout), exited]);
  const { hops } = JSON.parse(output) as { hops: Hop[] };
  return { exitCode, hops, failed: hops.filter(({ result }) => result === 'failed') };
}
