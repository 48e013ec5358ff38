import type { Child } from '@glueline/local/parts';
import { setTimeout as delay } from 'node:timers/promises';
import type { TableServer } from '../table-server/start-table-server.ts';
import type { Counts } from '../table-server/table-protocol.ts';
import { ContenderFailedError } from './failure.ts';

const POLL_MS = 50;
/** A JVM that loads Flink and joins a group, on one busy core. */
const DEADLINE_MS = 90_000;

/** Throws ContenderFailedError when the contender ends, or at the deadline. */
export async function waitForFirstItem(child: Child, table: TableServer): Promise<Counts> {
  const endMs = performance.now() + DEADLINE_MS;
  const ended = watchEnd(child);
  for (;;) {
    const counts = await table.readCounts();
    if (counts.items > 0) return counts;
    if (ended.how !== undefined) throw new ContenderFailedError(`${ended.how}: ${readLastLine(child)}`);
    if (performance.now() > endMs) {
      throw new ContenderFailedError(`wrote nothing within ${DEADLINE_MS / 1000} s: ${readLastLine(child)}`);
    }
    await delay(POLL_MS);
  }
}

function watchEnd(child: Child): { how: string | undefined } {
  const end: { how: string | undefined } = { how: undefined };
  void child.exited.then(({ how }) => Object.assign(end, { how }));
  return end;
}

export function readLastLine(child: Child): string {
  return child.lastLines().at(-1) ?? 'it said nothing';
}
