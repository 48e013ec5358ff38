import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { toConsumerEnvironment } from './aws/environment.ts';
import { readConfig } from './config.ts';
import { NAMES } from './names.ts';
import { findRunningPipeline, NoPipelineError } from './running-pipeline.ts';
import { complain } from './terminal/say.ts';

const DOCTOR_FILE = createRequire(import.meta.url).resolve('@glueline/consumer-service/doctor');

/**
 * `npm run doctor`: examines what the shell's variables describe, or the pipeline that `npm start` runs. Brokers in the
 * shell decide, because without them there is nothing to examine.
 */
async function main(): Promise<number> {
  const environment = process.env['KAFKA_BROKERS'] ? process.env : await readPipelineEnvironment();
  const child = spawn(process.execPath, [DOCTOR_FILE, ...process.argv.slice(2)], {
    env: environment,
    stdio: 'inherit',
  });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return exitCode ?? 1;
}

async function readPipelineEnvironment(): Promise<NodeJS.ProcessEnv> {
  const { parts } = await findRunningPipeline();
  const { childEnvironment } = readConfig(process.env);
  // The port is the running service's; a doctor listens on none.
  return { ...childEnvironment, ...toConsumerEnvironment(parts, { ...NAMES, httpPort: 0 }) };
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof NoPipelineError)) throw error;
  complain(`KAFKA_BROKERS is not set, and ${error.message}`);
  process.exitCode = 2;
}
