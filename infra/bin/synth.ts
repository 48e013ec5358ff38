import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeAssembly } from './describe-assembly.ts';

const INFRA_FOLDER = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT_FOLDER = `${INFRA_FOLDER}/cdk.out`;

// What an environment that is gone left behind would be counted too.
rmSync(OUTPUT_FOLDER, { recursive: true, force: true });
/** As `cdk synth`, which knows neither an account nor the network here, and then says what came of it. */
const startedMs = performance.now();
const { status, error } = spawnSync('cdk', ['synth', '--quiet', '--no-notices'], {
  cwd: INFRA_FOLDER,
  stdio: 'inherit',
});
if (error !== undefined) throw error;
process.exitCode = status ?? 1;
if (status === 0) {
  process.stdout.write(`${describeAssembly(readTemplates(), performance.now() - startedMs)}\n`);
}

function readTemplates(): { file: string; text: string }[] {
  return readdirSync(OUTPUT_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^assembly-.*\.template\.json$/.test(file))
    .toSorted()
    .map((file) => ({ file, text: readFileSync(`${OUTPUT_FOLDER}/${file}`, 'utf8') }));
}
