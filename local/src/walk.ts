import { findRunningPipeline, NoPipelineError } from './running-pipeline.ts';
import { complain, say } from './terminal/say.ts';
import { renderStep } from './walk/render-step.ts';
import { runWalk } from './walk/run-walk.ts';

/** `npm run walk`: ten events of all kinds through the running pipeline. */
async function main(): Promise<number> {
  try {
    let number = 0;
    for await (const step of runWalk(await findRunningPipeline())) say(`${renderStep(++number, step)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof NoPipelineError)) throw error;
    complain(error.message);
    return 1;
  }
}

process.exitCode = await main();
