import { readFile } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { OWNER } from '../src/accounts.ts';
import { parseSchema } from '../src/avro-schema.ts';
import { startJavaPeer } from '../src/java-peer.ts';
import { observeJava, observeUs } from '../src/observe.ts';
import { encode } from '../src/our-side.ts';
import { renderOutcome } from '../src/outcome.ts';
import { type FrameCase, FRAME_CASES } from '../src/strange-frames.ts';
import { VALUES_TO_WRITE } from '../src/strange-values.ts';
import { toDefinition } from '../src/values-table.ts';
import { startPeers } from './peers.ts';

/** A thousand times what a read takes that ends; one that does not would take any deadline. */
const HANG_DEADLINE_MS = 3000;

const peers = startPeers();

const startJava = () => startJavaPeer({ registryEndpoint: peers.registry.endpoint, credentials: OWNER });

async function toFrame({ title, type, frame }: FrameCase): Promise<Buffer> {
  const id = await peers.registry.register(title.replaceAll(/[^a-z0-9]/gi, '-'), toDefinition({ type }));
  return frame(Buffer.from(id.replaceAll('-', ''), 'hex'));
}

function toHexOrError(write: () => Buffer): string {
  try {
    return write().toString('hex');
  } catch (error) {
    return String(error);
  }
}

const HANGING = FRAME_CASES.filter(({ theirs }) => theirs === 'hangs');

describe('Java reads', () => {
  test.each(FRAME_CASES.filter((each) => !HANGING.includes(each)))('$title', async (frameCase) => {
    expect(await observeJava(peers.java, await toFrame(frameCase))).toEqual(frameCase.theirs);
  });

  test.each(HANGING)('$title, and never returns', async (frameCase) => {
    // A process of its own, which is killed; it has read before, so that a slow start is not taken for the hang.
    const victim = await startJava();
    onTestFinished(async () => victim.stop());
    const good = FRAME_CASES.find(({ title }) => title === 'a byte after the datum')!;
    expect(await observeJava(victim, await toFrame(good))).toEqual(good.theirs);
    expect(await observeJava(victim, await toFrame(frameCase), HANG_DEADLINE_MS)).toBe('hangs');
  });
});

describe('we read', () => {
  test.each(FRAME_CASES)('$title', async (frameCase) => {
    expect(await observeUs(peers.registry, await toFrame(frameCase))).toEqual(frameCase.ours);
  });
});

describe('both write', () => {
  test.each(VALUES_TO_WRITE)('$title', async ({ title, type, value, theirs, ours }) => {
    const definition = toDefinition({ type });
    const schema = parseSchema(definition);
    const schemaName = title.replaceAll(/[^a-z]/gi, '-');
    const datum = { schemaName, definition, schema, value: { value }, compression: 'none' } as const;
    const { payload } = await peers.bothWays.javaToUs(datum);
    expect(payload.toString('hex')).toBe(theirs);
    expect(toHexOrError(() => encode(definition, schema, datum.value))).toBe(ours);
  });
});

test('docs/interoperability.md has these rows', async () => {
  const document = await readFile(new URL('../../docs/interoperability.md', import.meta.url), 'utf8');
  const frameRows = FRAME_CASES.map(
    ({ title, theirs, ours }) => `| ${title} | ${renderOutcome(theirs)} | ${renderOutcome(ours)} |`,
  );
  const valueRows = VALUES_TO_WRITE.map(
    ({ title, theirs, ours }) => `| ${title} | \`${theirs}\` | \`${ours}\` |`,
  );
  const [section] = document.split('\n## Strange frames\n')[1]!.split('\n## ');
  const rows = section!.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| what'));
  expect(rows).toEqual([...frameRows, ...valueRows]);
});
