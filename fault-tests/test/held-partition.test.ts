import { encodeFrame } from '@glueline/schema-registry';
import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { readDeadLetters } from '../src/dead-letters.ts';
import { readCommitted, untilCaughtUp, untilCommitted, untilWrites } from '../src/progress.ts';
import { createRandom } from '../src/random.ts';
import { conclude, isGood } from '../src/run-fault.ts';
import { startStack } from '../src/stack.ts';
import { createWorld, PARTITIONS } from '../src/world.ts';

const TIMEOUT_MS = 180_000;
const HELD = 0;

test(
  'a schema version that cannot be read for now holds the partition that needs it, and no other',
  async () => {
    const stack = await startStack();
    onTestFinished(() => stack.stop());
    const world = await createWorld(stack, createRandom(5));
    onTestFinished(() => world.close());
    world.addMember();
    await untilWrites(world, 500);

    world.registry.intervene(async () => 'reset');
    const payload = Buffer.from('of a version that nobody knows');
    const value = encodeFrame({ schemaVersionId: randomUUID(), payload, compression: 'none' });
    const message = { topic: world.topic, partition: HELD, key: Buffer.from('held'), value };
    const { offsets } = await world.producer.send({ messages: [message] as never, acks: -1 });
    const heldAt = offsets![0]!.offset;
    // Partitions that never committed anything are missing from the map: they must not pass for caught up.
    await untilCommitted(world, (committed) => {
      const others = [...committed].filter(([partition]) => partition !== HELD);
      const isHeldReached = (committed.get(HELD) ?? 0n) >= heldAt;
      const areOthersPast = others.every(([, offset]) => offset > heldAt + 100n);
      return isHeldReached && others.length === PARTITIONS - 1 && areOthersPast;
    });
    expect((await readCommitted(world)).get(HELD)).toBe(heldAt);

    world.registry.intervene(async (_request, forward) => forward());
    await untilCaughtUp(world);
    const outcome = await conclude(world, 'a held partition', 0);
    expect(outcome.verdict).toMatchObject({ lost: [], wrongFinal: [], duplicates: 0 });
    expect(isGood(outcome, { rewinds: false })).toBe(true);
    expect(await readDeadLetters(world)).toEqual(new Set(['held']));
  },
  TIMEOUT_MS,
);
