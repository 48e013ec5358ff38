import { setTimeout as delay } from 'node:timers/promises';
import { readDeadLetters } from './dead-letters.ts';
import type { Fault } from './faults/fault.ts';
import { judge, type Verdict } from './oracle.ts';
import { untilCaughtUp, untilWrites } from './progress.ts';
import type { Random } from './random.ts';
import type { Stack } from './stack.ts';
import { createWorld, type World } from './world.ts';

export type Outcome = {
  fault: string;
  sent: number;
  poison: number;
  verdict: Verdict;
  /** From the end of the fault until all that was sent by then is done. */
  recoverySeconds: number;
  peakRssMb: number;
};

const AFTERMATH_MS = 1000;

/** Lets records flow, strikes, waits for the recovery, stops the flow and compares what was sent with what is there. */
export async function runFault(
  stack: Stack,
  fault: Fault,
  options: { random: Random; outageMs: number },
): Promise<Outcome> {
  const world = await createWorld(stack, options.random, fault.settings);
  try {
    for (let member = 0; member < fault.members; member++) world.addMember();
    await untilWrites(world, 500);
    await fault.strike(world, { outageMs: options.outageMs });
    const struckMs = performance.now();
    await untilCaughtUp(world);
    const recoverySeconds = (performance.now() - struckMs) / 1000;
    await delay(AFTERMATH_MS);
    return await conclude(world, fault.name, recoverySeconds);
  } finally {
    await world.close();
  }
}

export async function conclude(world: World, name: string, recoverySeconds: number): Promise<Outcome> {
  await world.load.stop();
  await untilCaughtUp(world);
  const items = await world.readItems();
  const deadLetters = await readDeadLetters(world);
  const { total, poison } = world.ledger.counts();
  return {
    fault: name,
    sent: total,
    poison,
    verdict: judge(world.ledger, { items, deadLetters, writes: world.table.writes }),
    recoverySeconds,
    peakRssMb: Math.max(...world.members.map((member) => member.peakRssMb())),
  };
}

export function isGood({ verdict }: Outcome, fault: Pick<Fault, 'rewinds'>): boolean {
  const { lost, wrongFinal, rewinds } = verdict;
  return lost.length === 0 && wrongFinal.length === 0 && (fault.rewinds || rewinds === 0);
}
