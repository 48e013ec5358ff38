import type { Ledger } from './ledger.ts';

/** One item that landed in the table, in the order of landing. */
export type Write = { key: string; sequence: number };

export type Verdict = {
  /** Acknowledged records whose effect is neither in the table nor in the dead-letter topic, by key. */
  lost: string[];
  /** State keys whose item is not the last record of the key. */
  wrongFinal: string[];
  /** Times a state key went back to an older record: only after a record was read again. */
  rewinds: number;
  /** Single records written more than once, counted once for each further time. */
  duplicates: number;
  stored: number;
  deadLettered: number;
};

export function judge(
  ledger: Ledger,
  seen: { items: ReadonlyMap<string, number>; deadLetters: ReadonlySet<string>; writes: readonly Write[] },
): Verdict {
  const { items, deadLetters, writes } = seen;
  const lost = [...ledger.singles()].filter((key) => !items.has(key));
  lost.push(...[...ledger.poison()].filter((key) => !deadLetters.has(key)));
  const wrongFinal: string[] = [];
  for (const [key, { acknowledged, sent }] of ledger.states()) {
    const sequence = items.get(key) ?? -1;
    if (sequence < acknowledged || sequence > sent) wrongFinal.push(key);
  }
  return {
    lost,
    wrongFinal,
    ...countWrites(writes, ledger),
    stored: items.size,
    deadLettered: deadLetters.size,
  };
}

function countWrites(writes: readonly Write[], ledger: Ledger): { rewinds: number; duplicates: number } {
  const last = new Map<string, number>();
  let rewinds = 0;
  let duplicates = 0;
  for (const { key, sequence } of writes) {
    const before = last.get(key);
    if (ledger.states().has(key)) {
      if (before !== undefined && sequence < before) rewinds += 1;
    } else if (before !== undefined) {
      duplicates += 1;
    }
    last.set(key, sequence);
  }
  return { rewinds, duplicates };
}
