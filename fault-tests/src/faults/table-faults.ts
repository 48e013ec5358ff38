import { setTimeout as delay } from 'node:timers/promises';
import type { TableFaults } from '../table-proxy.ts';
import type { Fault } from './fault.ts';

/** The one member stays what it is, so whatever the table does, no key ever goes back. */
function createTableFault(name: string, faults: TableFaults, transport: 'direct' | 'sdk'): Fault {
  return {
    name: transport === 'sdk' ? `${name} (AWS SDK)` : name,
    members: 1,
    settings: { TABLE_TRANSPORT: transport },
    rewinds: false,
    async strike({ table }, { outageMs }) {
      table.inject(faults);
      await delay(outageMs);
      table.inject({});
    },
  };
}

const FAULTS: readonly [name: string, faults: TableFaults][] = [
  ['table gives items back, and throttles', { unprocessed: 0.4, throttled: 0.3 }],
  ['table answers 500, written or not', { failedAfterWrite: 0.3, failedBeforeWrite: 0.3 }],
  ['table hangs and resets connections', { hung: 0.05, reset: 0.3 }],
  ['table outage', { hung: 0.5, reset: 1 }],
  ['table: expired credentials', { expiredCredentials: 1 }],
];

/** Both ways of a member to the table have to take them. */
export const tableFaults = (['direct', 'sdk'] as const).flatMap((transport) =>
  FAULTS.map(([name, faults]) => createTableFault(name, faults, transport)),
);
