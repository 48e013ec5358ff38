/**
 * What was sent, kept apart from everything the service does. Three kinds of record:
 *
 *   single   an item of its own, with a key nobody else writes: shows what is lost or written twice
 *   state    one of few items that are written again and again: shows the order
 *   poison   no frame: has to end in the dead-letter topic
 *
 * A record counts as sent once the broker has acknowledged it. One whose sending failed may be in the log all the
 * same: it may be stored, but need not.
 */
export type Kind = 'single' | 'state' | 'poison';
export type Sent = { kind: Kind; key: string; sequence: number; partition: number };

export type Ledger = {
  acknowledged(records: readonly Sent[]): void;
  unknown(records: readonly Sent[]): void;
  counts(): { total: number; poison: number };
  /** Keys of single records that must have an item. */
  singles(): ReadonlySet<string>;
  /** Of each state key: the last sequence acknowledged, and the last that may be there. */
  states(): ReadonlyMap<string, { acknowledged: number; sent: number }>;
  /** Keys of poison records that must be dead letters. */
  poison(): ReadonlySet<string>;
};

export function createLedger(): Ledger {
  const singles = new Set<string>();
  const poison = new Set<string>();
  const states = new Map<string, { acknowledged: number; sent: number }>();
  let total = 0;

  function noteState({ key, sequence }: Sent, isAcknowledged: boolean): void {
    const before = states.get(key) ?? { acknowledged: -1, sent: -1 };
    states.set(key, {
      acknowledged: isAcknowledged ? Math.max(before.acknowledged, sequence) : before.acknowledged,
      sent: Math.max(before.sent, sequence),
    });
  }

  return {
    acknowledged(records) {
      total += records.length;
      for (const record of records) {
        if (record.kind === 'single') singles.add(record.key);
        else if (record.kind === 'poison') poison.add(record.key);
        else noteState(record, true);
      }
    },
    unknown(records) {
      for (const record of records) if (record.kind === 'state') noteState(record, false);
    },
    counts: () => ({ total, poison: poison.size }),
    singles: () => singles,
    states: () => states,
    poison: () => poison,
  };
}
