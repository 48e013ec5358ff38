import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeAssembly } from './describe-assembly.ts';

const INFRA_FOLDER = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT_FOLDER = `${INFRA_FOLDER}/cdk.out`;

/** As `cdk synth`, which knows neither an account nor the network here, and then says what came of it. */
const { status, error } = spawnSync('cdk', ['synth', '--quiet', '--no-notices'], {
  cwd: INFRA_FOLDER,
  stdio: 'inherit',
});
if (error !== undefined) throw error;
process.exitCode = status ?? 1;
if (status === 0) process.stdout.write(`${describeAssembly(readAssembly())}\n`);

function readAssembly(): { file: string; text: string }[] {
  return readdirSync(OUTPUT_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^assembly-.*\.template\.json$|^performance-counters\.json$/.test(file))
    .toSorted()
    .map((file) => ({ file, text: readFileSync(`${OUTPUT_FOLDER}/${file}`, 'utf8') }));
}
