import { createGlueClient } from '../aws/clients.ts';
import type { RunningPipeline } from '../pipeline.ts';
import { FunctionError, invokeProducer } from '../producer-endpoint/invoke.ts';
import { compareVersions, readLatestVersion } from '../registry/schema-versions.ts';
import { type Item, waitForItem } from '../table/stored-item.ts';
import { WALK_EVENTS, type WalkEvent } from './events.ts';

export type WalkStep = WalkEvent & {
  /** The latest version before the event; 0 while there is no schema. */
  versionBefore: number;
  outcome:
    | { kind: 'stored'; versionNumber: number; diff: string | undefined; item: Item }
    | { kind: 'refused'; errorType: string; message: string };
};

/** Sends each event when the item of the one before is stored. Throws what reading the registry or the item throws. */
export async function* runWalk({ parts, producerEndpoint }: RunningPipeline): AsyncGenerator<WalkStep> {
  const glue = createGlueClient(parts);
  try {
    for (const each of WALK_EVENTS) {
      const versionBefore = (await readLatestVersion(glue))?.number ?? 0;
      try {
        const result = await invokeProducer(producerEndpoint, each.event);
        const versionNumber = result.schemaVersionNumber;
        const isNew = versionBefore > 0 && versionNumber > versionBefore;
        const diff = isNew ? await compareVersions(glue, versionBefore, versionNumber) : undefined;
        const item = await waitForItem(parts, result);
        yield { ...each, versionBefore, outcome: { kind: 'stored', versionNumber, diff, item } };
      } catch (error) {
        if (!(error instanceof FunctionError)) throw error;
        const { errorType, message } = error;
        yield { ...each, versionBefore, outcome: { kind: 'refused', errorType, message } };
      }
    }
  } finally {
    glue.destroy();
  }
}
