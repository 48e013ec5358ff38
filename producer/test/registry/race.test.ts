import { type GlueClient, GetSchemaVersionCommand, ListSchemaVersionsCommand } from '@aws-sdk/client-glue';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createDeadline } from '../../src/deadline.ts';
import { parseDefinition } from '../../src/definition.ts';
import {
  createFirstVersion,
  createTestClient,
  createTestEvolution,
  createTestSchema,
  type TestSchema,
} from './emulator-fixture.ts';
import { event } from './scripted-registry.ts';

const PRODUCERS = 10;
const ROUNDS = 20;
const MAX_DELAY_MS = 15;

/** Mulberry32: the same delays for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Calls and answers that are under way for a while, so that the producers' calls interleave. */
function slowDown(glue: GlueClient, random: () => number): Pick<GlueClient, 'send'> {
  const sendNow = glue.send.bind(glue) as (...call: unknown[]) => Promise<unknown>;
  const send = async (...call: unknown[]): Promise<unknown> => {
    await delay(random() * MAX_DELAY_MS);
    try {
      return await sendNow(...call);
    } finally {
      await delay(random() * MAX_DELAY_MS);
    }
  };
  return { send } as Pick<GlueClient, 'send'>;
}

async function readOutcome({ glue, registryName, schemaName }: TestSchema) {
  const SchemaId = { RegistryName: registryName, SchemaName: schemaName };
  const { Schemas: versions } = await glue.send(new ListSchemaVersionsCommand({ SchemaId, MaxResults: 100 }));
  const latest = await glue.send(
    new GetSchemaVersionCommand({ SchemaId, SchemaVersionNumber: { LatestVersion: true } }),
  );
  return {
    versionCount: versions!.length,
    failureCount: versions!.filter(({ Status }) => Status !== 'AVAILABLE').length,
    fields: parseDefinition(latest.SchemaDefinition!).fields.map(({ name }) => name),
  };
}

const counts: number[] = [];

test.for(Array.from({ length: ROUNDS }, (_, index) => index + 1))(
  'ten producers with a new field each end in one version with all of them (seed %i)',
  async (seed) => {
    const schema = await createTestSchema();
    // Half of the races are for the first version too.
    if (seed % 2 === 0) await createFirstVersion(schema, 'FULL');
    const left: unknown[] = [];
    const names = Array.from({ length: PRODUCERS }, (_, index) => `field${index}`);
    const versions = await Promise.all(
      names.map(async (name, index) => {
        const random = createRandom(seed * 1000 + index);
        const listener = { onUnionLeft: (error: unknown) => left.push(error) };
        const evolution = createTestEvolution(schema, slowDown(createTestClient(), random), {
          listener,
          random,
        });
        await delay(random() * MAX_DELAY_MS);
        return evolution.resolveVersion(event({ [name]: index }), createDeadline(40_000));
      }),
    );
    const outcome = await readOutcome(schema);
    expect(left).toEqual([]);
    expect(outcome.failureCount).toBe(0);
    expect(outcome.fields.toSorted()).toEqual([...names, 'deviceId', 'timestamp'].toSorted());
    for (const [index, version] of versions.entries()) {
      expect(version.definition.fields.map((field) => field.name)).toContain(names[index]);
    }
    counts.push(outcome.versionCount);
    onTestFinished(() => {
      if (counts.length === ROUNDS) process.stdout.write(`race: versions per round ${counts.join(', ')}\n`);
    });
  },
);
