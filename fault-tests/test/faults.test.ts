import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allFaults } from '../src/faults/all-faults.ts';
import { createRandom } from '../src/random.ts';
import { renderOutcomes } from '../src/render-outcomes.ts';
import { type Outcome, runFault } from '../src/run-fault.ts';
import { type Stack, startStack } from '../src/stack.ts';

const SEED = 20_261_123;
const OUTAGE_MS = 6000;
const TIMEOUT_MS = 240_000;
const MAX_RSS_MB = 256;

/** A broker of its own, because some faults take it away. */
let stack: Stack;
const outcomes: Outcome[] = [];

beforeAll(async () => {
  stack = await startStack();
}, TIMEOUT_MS);

afterAll(async () => {
  await stack.stop();
  process.stdout.write(`\n${renderOutcomes(outcomes)}\n`);
}, TIMEOUT_MS);

describe('nothing is lost and every key ends with its last record', () => {
  test.each(allFaults.map((fault) => [fault.name, fault] as const))(
    '%s',
    async (_name, fault) => {
      const outcome = await runFault(stack, fault, { random: createRandom(SEED), outageMs: OUTAGE_MS });
      outcomes.push(outcome);
      const { lost, wrongFinal, rewinds } = outcome.verdict;
      expect({ lost, wrongFinal }).toEqual({ lost: [], wrongFinal: [] });
      expect(fault.rewinds || rewinds === 0).toBe(true);
      expect(outcome.peakRssMb).toBeLessThan(MAX_RSS_MB);
      expect(outcome.sent).toBeGreaterThan(500);
    },
    TIMEOUT_MS,
  );
});
