import type { GlueClient } from '@aws-sdk/client-glue';
import { createGlueClient } from '../aws/clients.ts';
import type { RunningPipeline } from '../pipeline.ts';
import { invokeProducer } from '../producer-endpoint/invoke.ts';
import { compareVersions, listVersionNumbers, readLatestVersion } from '../registry/schema-versions.ts';
import { waitForItem } from '../table/stored-item.ts';
import { findDifferences, type SeenRow } from './differences.ts';
import { type ExpectedRow, type KnownSchema, planRows } from './expected-rows.ts';

export type RowOutcome = { number: number; expected: ExpectedRow; seen: SeenRow; differences: string[] };

/**
 * Sends the three events one after the other, each only when the item of the one before is stored. Yields each
 * row as soon as it is known. Throws what sending, reading the registry or waiting for the item throws.
 */
export async function* runDemo(pipeline: RunningPipeline, signal: AbortSignal): AsyncGenerator<RowOutcome> {
  const glue = createGlueClient(pipeline.parts);
  try {
    const rows = planRows(await readKnownSchema(glue));
    for (const [index, expected] of rows.entries()) {
      const seen = await runRow(pipeline, glue, expected, signal);
      yield { number: index + 1, expected, seen, differences: findDifferences(expected, seen) };
    }
  } finally {
    glue.destroy();
  }
}

async function readKnownSchema(glue: GlueClient): Promise<KnownSchema | undefined> {
  const latest = await readLatestVersion(glue);
  if (latest === undefined) return undefined;
  const highestNumber = (await listVersionNumbers(glue)).at(-1) ?? latest.number;
  return { latestNumber: latest.number, highestNumber, fieldNames: latest.fieldNames };
}

async function runRow(
  { parts, producerEndpoint }: RunningPipeline,
  glue: GlueClient,
  { event, newVersion, versionNumber }: ExpectedRow,
  signal: AbortSignal,
): Promise<SeenRow> {
  const versionsBefore = await listVersionNumbers(glue);
  const result = await invokeProducer(producerEndpoint, event, signal);
  const versionsAfter = await listVersionNumbers(glue);
  const canCompare = typeof newVersion === 'object' && versionsAfter.includes(versionNumber);
  return {
    result,
    versionsBefore,
    versionsAfter,
    diff: canCompare ? await compareVersions(glue, newVersion.addsTo, versionNumber) : undefined,
    item: await waitForItem(parts, result, { signal }),
  };
}
