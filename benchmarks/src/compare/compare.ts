import type { Contender } from '../contenders/contender.ts';
import { measureEndToEnd } from '../measure/end-to-end.ts';
import { ContenderFailedError } from '../measure/failure.ts';
import { measureOrder } from '../measure/order.ts';
import { measureThroughput } from '../measure/throughput.ts';
import type { Say } from '../report.ts';
import type { Stand } from '../stand.ts';
import type { Compared } from './compared.ts';
import type { ComparePlan } from './plan.ts';

type Record = { -readonly [Key in keyof Compared]: Compared[Key] } & {
  rounds: Map<number, Compared['rounds'] extends ReadonlyMap<number, infer Round> ? Round : never>;
  failures: string[];
};

/**
 * Runs every contender in turn, round by round, so that what disturbs the machine meets all alike; then each once
 * for the order of its writes and once into DynamoDB Local. Who fails is out of that part, and listed with the reason.
 */
export async function compare(
  stand: Omit<Stand, 'stop'>,
  contenders: readonly Contender[],
  plan: ComparePlan,
  say: Say,
): Promise<Compared[]> {
  const records = new Map(contenders.map((contender) => [contender, createRecord(contender)]));

  async function each(part: string, run: (contender: Contender, record: Record) => Promise<string>) {
    for (const [contender, record] of records) {
      if (record.failures.some((failure) => failure.startsWith(`${part}:`))) continue;
      try {
        say(`${part}: ${contender.title}: ${await run(contender, record)}`);
      } catch (error) {
        if (!(error instanceof ContenderFailedError)) throw error;
        record.failures.push(`${part}: ${error.message}`);
        say(`${part}: ${contender.title}: failed: ${error.message}`);
      }
    }
  }

  const history = { topic: await stand.fill(plan.throughput), workload: plan.throughput };
  say(`${plan.throughput.recordCount} records are in the topic`);
  for (let round = 1; round <= plan.rounds; round++) {
    await each('throughput', async (contender, record) => {
      const warmUpMs = contender.warmUpMs * plan.warmUpShare;
      const window = { ...history, windowMs: plan.windowMs, warmUpMs };
      const throughput = await measureThroughput(stand, contender, window);
      record.rounds.set(round, throughput);
      const itemsPerSecond = Math.round(throughput.items / throughput.seconds);
      return `round ${round} of ${plan.rounds}: ${itemsPerSecond} items/s`;
    });
  }

  const state = { topic: await stand.fill(plan.order.workload), ...plan.order };
  await each('order', async (contender, record) => {
    const order = await measureOrder(stand, contender, state);
    record.order = order;
    return `${order.currentKeys} of ${order.keyCount} keys current, ${order.staleWrites} stale writes`;
  });

  const table = { topic: await stand.fill(plan.endToEnd.workload), ...plan.endToEnd };
  await each('DynamoDB Local', async (contender, record) => {
    const stored = await measureEndToEnd(stand, contender, table);
    record.endToEnd = stored;
    return `${stored.right} of ${stored.items} items right in ${stored.seconds.toFixed(1)} s`;
  });
  return [...records.values()];
}

function createRecord({ name, title }: Contender): Record {
  return { name, title, rounds: new Map(), order: undefined, endToEnd: undefined, failures: [] };
}
