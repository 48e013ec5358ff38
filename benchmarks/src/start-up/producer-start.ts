import {
  createGlueClient,
  createRegistry,
  type RealParts,
  toProducerEnvironment,
  uniqueName,
} from '@glueline/local/parts';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onContenderCore } from '../process/core.ts';

const INVOKE_FILE = fileURLToPath(new URL('invoke-bundle.js', import.meta.url));
const PRODUCER_FOLDER = join(createRequire(import.meta.url).resolve('@glueline/producer'), '../..');
const WARM_INVOCATIONS = 50;

export type ProducerStart = { importMs: number; firstMs: number; warmMs: number[]; rssMb: number };

/** What the package's own script prints: its sizes. */
export async function buildBundle(): Promise<string> {
  const build = promisify(execFile);
  const { stdout } = await build(process.execPath, [join(PRODUCER_FOLDER, 'src/bundle/main.ts')]);
  return stdout.trim().replace(/^.*: /, '');
}

/** One process after the other; the first one, which finds neither topic nor schema, is left out. */
export async function measureProducerStarts(parts: RealParts, runs: number): Promise<ProducerStart[]> {
  const topic = uniqueName('cold');
  const glue = createGlueClient(parts);
  await createRegistry(glue, topic).finally(() => glue.destroy());
  const names = { topic, registryName: topic, schemaName: 'sensor', deviceId: '000001' };
  const starts: ProducerStart[] = [];
  for (let run = 0; run <= runs; run++) starts.push(await invoke(toProducerEnvironment(parts, names)));
  return starts.slice(1);
}

async function invoke(environment: Readonly<Record<string, string>>): Promise<ProducerStart> {
  const [command, args] = onContenderCore(process.execPath, [INVOKE_FILE]);
  const env = {
    ...environment,
    HANDLER_FILE: join(PRODUCER_FOLDER, 'dist/index.mjs'),
    WARM_INVOCATIONS: String(WARM_INVOCATIONS),
    LOG_LEVEL: 'silent',
  };
  const { output, errors } = await new Promise<{ output: string; errors: string }>((resolve) => {
    // It ends itself by SIGTERM, as Lambda does; that it failed shows in what it wrote.
    execFile(command, args, { env }, (_, stdout, stderr) => resolve({ output: stdout, errors: stderr }));
  });
  if (output === '') throw new Error(`the bundle's process failed: ${errors}`);
  return JSON.parse(output) as ProducerStart;
}
