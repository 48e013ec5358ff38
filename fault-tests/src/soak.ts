import { parseArgs } from 'node:util';
import { allFaults } from './faults/all-faults.ts';
import { below, createRandom, type Random } from './random.ts';
import { renderOutcomes } from './render-outcomes.ts';
import { isGood, type Outcome, runFault } from './run-fault.ts';
import { startStack } from './stack.ts';

/*
 * npm run soak -- --minutes 20 [--seed 1]
 *
 * Strikes with one fault after the other, chosen at random, each in a world of its own. The same seed chooses the
 * same faults and the same records; what the scheduler makes of them differs. Exits with 1 at the first loss.
 */
const HELP = 'npm run soak -- --minutes N [--seed S]';

/** Most outages are short, so that many fit; every fourth lasts longer than sessions, tokens and timeouts. */
const LONG_OUTAGE_SHARE = 0.25;
const LONG_OUTAGE_MS = 60_000;
const MIN_OUTAGE_MS = 5000;
const OUTAGE_SPREAD_MS = 10_000;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
  const minutes = toPositive('--minutes', values.minutes ?? '20');
  const seed = toPositive('--seed', values.seed ?? String(1 + below(Math.random, 2 ** 31)));
  print(`seed ${seed}, ${minutes} minutes`);
  const random = createRandom(seed);
  const endMs = performance.now() + minutes * 60_000;
  const outcomes: Outcome[] = [];
  const stack = await startStack();
  try {
    while (performance.now() < endMs) {
      const fault = allFaults[below(random, allFaults.length)]!;
      const outcome = await runFault(stack, fault, { random, outageMs: chooseOutageMs(random) });
      outcomes.push(outcome);
      print(renderOutcomes([outcome]).split('\n').at(-1) ?? '');
      if (!isGood(outcome, fault)) {
        print(`LOST with seed ${seed}: ${JSON.stringify(outcome.verdict)}`);
        return 1;
      }
    }
  } finally {
    await stack.stop();
    print(`\n${renderOutcomes(outcomes)}\nseed ${seed}`);
  }
  return 0;
}

function chooseOutageMs(random: Random): number {
  if (random() < LONG_OUTAGE_SHARE) return LONG_OUTAGE_MS;
  return MIN_OUTAGE_MS + below(random, OUTAGE_SPREAD_MS);
}

function toPositive(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) {
    throw new Error(`${name} must be a number above 0 (received "${text}"): ${HELP}`);
  }
  return number;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
