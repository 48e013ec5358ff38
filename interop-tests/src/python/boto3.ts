import { readConfig, REGION } from '@glueline/local/parts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const SCRIPT = join(import.meta.dirname, 'call.py');

/** What `call.py` takes; its head says what the members mean. */
export type Step = {
  call: string;
  input?: Readonly<Record<string, unknown>>;
  as?: 'session';
  keep?: Readonly<Record<string, string>>;
  pages?: boolean;
};

export type StepOutcome =
  | { output: Record<string, unknown> }
  | { error: string; message: string; status?: number };

/** One after the other, in one process of boto3, as one user. */
export async function runBoto3(
  steps: readonly Step[],
  settings: { endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } },
): Promise<StepOutcome[]> {
  const { pythonCommand, childEnvironment } = readConfig(process.env);
  const child = spawn(pythonCommand, [SCRIPT], {
    env: {
      ...childEnvironment,
      AWS_ENDPOINT_URL_GLUE: settings.endpoint,
      AWS_ENDPOINT_URL_STS: settings.endpoint,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: settings.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: settings.credentials.secretAccessKey,
      // What the person has configured for the real AWS must not change what happens here.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
  });
  child.stdin.end(JSON.stringify(steps));
  const exited = once(child, 'exit');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await exited) as [number | null];
  if (code !== 0) throw new Error(`the Python process exited with code ${code}:\n${errors}`);
  return JSON.parse(output) as StepOutcome[];
}
