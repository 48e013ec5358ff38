import {
  createGlueClient,
  createRegistry,
  producerEnvironment,
  realParts,
  uniqueName,
} from '@glueline/local/testing';
import { decodeFrame } from '@glueline/schema-registry';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Bundle, buildBundle } from '../../src/bundle/build-bundle.ts';
import { readRecords } from '../read-records.ts';
import { RUN_FILE, runInvocations, type Run } from './bundle-process.ts';

const MAX_BYTES = 1_500_000;
const COLD_STARTS = 5;
const WARM_INVOCATIONS = 20;

let buildFolder: string;
let bundle: Bundle;

beforeAll(async () => {
  buildFolder = await mkdtemp(join(tmpdir(), 'glueline-bundle-'));
  bundle = await buildBundle(buildFolder);
});

afterAll(async () => rm(buildFolder, { recursive: true }));

/** The artefact, what runs it, and nothing else. */
async function createArtefactFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-lambda-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  await cp(bundle.file, join(folder, 'index.mjs'));
  await cp(RUN_FILE, join(folder, 'run.mjs'));
  return folder;
}

async function createEnvironment() {
  const registryName = uniqueName('registry');
  const topic = uniqueName('topic');
  const glue = createGlueClient(realParts());
  onTestFinished(() => glue.destroy());
  await createRegistry(glue, registryName);
  return { topic, environment: producerEnvironment({ topic, registryName }) };
}

test('is one file and its source map, small, and the same at every build', async () => {
  const again = await mkdtemp(join(tmpdir(), 'glueline-bundle-again-'));
  onTestFinished(async () => rm(again, { recursive: true }));
  const second = await buildBundle(again);
  expect(await readFile(second.file)).toEqual(await readFile(bundle.file));
  expect((await readdir(buildFolder)).toSorted()).toEqual(['index.mjs', 'index.mjs.map']);
  expect(bundle.bytes).toBeLessThan(MAX_BYTES);
  process.stdout.write(`bundle: ${bundle.bytes} bytes, ${bundle.zippedBytes} zipped\n`);
});

test('publishes from an empty folder with no packages in reach, and ends on SIGTERM', async () => {
  const folder = await createArtefactFolder();
  for (let above = folder; above !== '/'; above = dirname(above)) {
    expect(existsSync(join(above, 'node_modules'))).toBe(false);
  }
  const { topic, environment } = await createEnvironment();
  const run = await runInvocations({
    runFile: join(folder, 'run.mjs'),
    handlerFile: './index.mjs',
    folder,
    warmInvocations: 1,
    environment,
  });
  expect(run.signal).toBe('SIGTERM');
  expect(run.first).toMatchObject({ topic, offset: 0, schemaVersionNumber: 1 });
  const [record] = await readRecords(topic, 2);
  const frame = decodeFrame(record!.value, { maxPayloadBytes: 1000 });
  expect(frame.schemaVersionId).toBe(run.first.schemaVersionId);
});

/** Figures for people; how long something takes on a shared machine is no verdict. */
test('starts cold and goes on warm in the times that are printed', async () => {
  const folder = await createArtefactFolder();
  const { environment } = await createEnvironment();
  const runs: Run[] = [];
  // One more than counts: the first finds neither topic nor schema, nor files in the page cache.
  for (let index = 0; index <= COLD_STARTS; index++) {
    const way = { runFile: join(folder, 'run.mjs'), handlerFile: './index.mjs', folder };
    runs.push(await runInvocations({ ...way, warmInvocations: WARM_INVOCATIONS, environment }));
  }
  const counted = runs.slice(1);
  expect(counted.map((run) => run.first.schemaVersionNumber)).toEqual(counted.map(() => 1));
  process.stdout.write(
    `cold start of the bundle: import ${median(counted.map((run) => run.importMs))} ms, ` +
      `first invocation ${median(counted.map((run) => run.firstMs))} ms, ` +
      `warm ${median(counted.flatMap((run) => run.warmMs))} ms (p50 of ${COLD_STARTS} processes)\n`,
  );
}, 180_000);

function median(values: readonly number[]): string {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)]!.toFixed(1);
}
