import { readConfig } from './config.ts';
import type { RunningPipeline } from './pipeline.ts';
import { readState } from './state-file.ts';

/** There is none to send to, or none yet: the message says what to do. */
export class NoPipelineError extends Error {
  override name = 'NoPipelineError' as const;
}

/** The one that `npm start` runs with the same state folder. Throws NoPipelineError. */
export async function findRunningPipeline(): Promise<RunningPipeline> {
  const state = await readState(readConfig(process.env).stateFolder);
  if (state === undefined)
    throw new NoPipelineError('no pipeline is running here: start one with "npm start"');
  if (state.pipeline === undefined) {
    throw new NoPipelineError(
      `the pipeline (process ${state.pid}) is still starting: try again when it is up`,
    );
  }
  return state.pipeline;
}
