import { readConfig } from '@glueline/local/parts';
import { join } from 'node:path';
import { runCompare } from './compare/run-compare.ts';
import { CONTENDERS } from './contenders/all-contenders.ts';
import { runGrowth } from './growth/run-growth.ts';
import { runLatency } from './latency/run-latency.ts';
import { readMachine } from './machine.ts';
import { HELP, type Options, parseOptions, UsageError } from './options.ts';
import { runProfile } from './profile/run-profile.ts';
import { hasLeftContenderCore } from './process/core.ts';
import { renderMachine } from './render/machine-line.ts';
import { startStand } from './stand.ts';
import { runStartUp } from './start-up/run-start-up.ts';
import { RESULT_FOLDER, writeResults } from './write-results.ts';

const RUNS = {
  compare: runCompare,
  latency: runLatency,
  growth: runGrowth,
  profile: runProfile,
  'start-up': runStartUp,
} as const;

const QUICK_REMARK =
  '\nA quick run, for a first look: its rounds are too few and too short for its figures to last.\n';

async function measure(options: Options): Promise<void> {
  const { benchmark, isQuick } = options;
  const at = new Date();
  // Before anything else, because it asks what the work tree is like now.
  const machine = readMachine(readConfig(process.env).java.command);
  const stand = await startStand({ hasOwnCore: benchmark !== 'latency' });
  const isPinned = hasLeftContenderCore();
  try {
    const report = await RUNS[benchmark](stand, options, (line) => process.stdout.write(`${line}\n`));
    const folder = isQuick ? join(RESULT_FOLDER, 'quick') : RESULT_FOLDER;
    const heading = `# ${report.title}\n\n${renderMachine(machine, { at, isPinned })}\n`;
    const chart = report.svg === undefined ? '' : `\n![${report.title}](${benchmark}.svg)\n`;
    const markdown = `${heading}${isQuick ? QUICK_REMARK : ''}${chart}\n${report.markdown}\n`;
    await writeResults(folder, benchmark, {
      json: { at, machine, isPinned, isQuick, figures: report.figures },
      markdown,
      svg: report.svg,
    });
    const tookSeconds = Math.round((Date.now() - at.getTime()) / 1000);
    process.stdout.write(`\n${markdown}\nWritten to ${folder} after ${tookSeconds} s\n`);
  } finally {
    await stand.stop();
  }
}

try {
  const options = parseOptions(
    process.argv.slice(2),
    CONTENDERS.map(({ name }) => name),
  );
  if (options.isHelp) process.stdout.write(HELP);
  else await measure(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${HELP}`);
  process.exitCode = 2;
}
