import { readConfig } from './config.ts';
import { parseStartOptions, START_HELP, UsageError } from './options.ts';
import { runPipeline } from './run-pipeline.ts';
import { complain, say } from './terminal/say.ts';

async function main(): Promise<number> {
  const config = readConfig(process.env);
  const options = parseStartOptions(process.argv.slice(2), config.callerFolder);
  if (!options.isHelp) return runPipeline(config, options);
  say(START_HELP);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  complain(`${error.message}\n\n${START_HELP}`);
  process.exitCode = 2;
}
