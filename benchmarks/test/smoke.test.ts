import { createChildGroup } from '@glueline/local/parts';
import { realParts } from '@glueline/local/testing';
import { expect, onTestFinished, test } from 'vitest';
import { judge } from '../src/compare/compared.ts';
import { compare } from '../src/compare/compare.ts';
import { QUICK_PLAN } from '../src/compare/plan.ts';
import { CONTENDERS } from '../src/contenders/all-contenders.ts';
import { createStand } from '../src/stand.ts';

/** The comparison with little of everything: on a machine that others use, its figures mean nothing. */
const PLAN = {
  ...QUICK_PLAN,
  // Ends with the topic where a machine is free; on a busy one nothing may be written for a second.
  windowMs: 5000,
  warmUpShare: 0,
  order: { ...QUICK_PLAN.order, workload: { ...QUICK_PLAN.order.workload, recordCount: 3000 } },
  endToEnd: { ...QUICK_PLAN.endToEnd, workload: { ...QUICK_PLAN.endToEnd.workload, recordCount: 300 } },
  throughput: { ...QUICK_PLAN.throughput, recordCount: 60_000 },
};

test('Glueline and the SDK loop run through the comparison, and what they store is right', async () => {
  const children = createChildGroup();
  onTestFinished(() => children.kill());
  const contenders = ['glueline', 'sdk-loop'].map((name) => CONTENDERS.find((each) => each.name === name)!);
  const said: string[] = [];
  const compared = await compare(createStand(realParts(), children), contenders, PLAN, (line) =>
    said.push(line),
  );
  expect(compared.flatMap(({ failures }) => failures)).toEqual([]);
  for (const each of compared) {
    // On a busy machine the loop may be cut short; then what it wrote was in order.
    expect(['right', 'unfinished']).toContain(judge(each));
    const [round] = [...each.rounds.values()];
    expect(round!.items).toBeGreaterThan(0);
    expect(round!.compared).toBeGreaterThan(0);
    expect(round!.cpuSeconds).toBeGreaterThan(0);
    expect(round!.peakRssMb).toBeGreaterThan(20);
  }
  expect(said).toHaveLength(1 + 3 * contenders.length);
}, 240_000);
