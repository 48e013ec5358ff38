import {
  createGlueClient,
  createRegistry,
  producerEnvironment,
  realParts,
  uniqueName,
} from '@glueline/local/testing';
import { decodeFrame } from '@glueline/schema-registry';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { RUN_FILE, runInvocations } from '../../producer/test/bundle/bundle-process.ts';
import { readRecords } from '../../producer/test/read-records.ts';
import { dev } from '../config/dev.ts';
import { prod } from '../config/prod.ts';
import { createApp } from '../lib/create-app.ts';
import { readFlags } from './test-app.ts';

type Template = { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };

let outputFolder: string;

/** As the command does it: with bundles, with every check, with the flags of cdk.json. */
beforeAll(async () => {
  outputFolder = await mkdtemp(join(tmpdir(), 'glueline-synth-'));
  createApp([{ config: dev }, { config: prod }], {
    outdir: outputFolder,
    context: readFlags(),
    analyticsReporting: false,
  }).synth();
});

afterAll(async () => rm(outputFolder, { recursive: true }));

function readProducerAsset(): string {
  const assembly = join(outputFolder, 'assembly-prod');
  const file = readdirSync(assembly).find((name) => /^prodProducerAccess.*\.template\.json$/.test(name));
  const { Resources: resources } = JSON.parse(readFileSync(join(assembly, file!), 'utf8')) as Template;
  const producer = Object.values(resources).find(
    ({ Type, Properties }) =>
      Type === 'AWS::Lambda::Function' &&
      Properties['Description'] === 'Publishes events, and evolves their schema',
  );
  const { S3Key: key } = producer!.Properties['Code'] as { S3Key: string };
  return join(outputFolder, `asset.${key.replace('.zip', '')}`);
}

test('no check of the CDK and no rule of cdk-nag has anything to say that was not acknowledged', () => {
  const report = JSON.parse(readFileSync(join(outputFolder, 'validation-report.json'), 'utf8')) as {
    pluginReports: { pluginName: string; violations: { ruleName: string }[] }[];
  };
  const findings = report.pluginReports.flatMap(({ violations }) =>
    violations.map(({ ruleName }) => ruleName),
  );
  expect(findings).toEqual([]);
});

test('the package of the producer publishes to a real broker, from an empty folder and as Lambda invokes it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-asset-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  await cp(readProducerAsset(), folder, { recursive: true });
  await cp(RUN_FILE, join(folder, 'run.mjs'));
  expect(existsSync(join(folder, 'node_modules'))).toBe(false);
  const topic = uniqueName('topic');
  const registryName = uniqueName('registry');
  const glue = createGlueClient(realParts());
  onTestFinished(() => glue.destroy());
  await createRegistry(glue, registryName);
  const run = await runInvocations({
    runFile: join(folder, 'run.mjs'),
    handlerFile: './index.mjs',
    folder,
    warmInvocations: 1,
    environment: producerEnvironment({ topic, registryName }),
  });
  expect(run.first).toMatchObject({ topic, offset: 0, schemaVersionNumber: 1 });
  const [record] = await readRecords(topic, 2);
  const frame = decodeFrame(record!.value, { maxPayloadBytes: 1000 });
  expect(frame.schemaVersionId).toBe(run.first.schemaVersionId);
});
