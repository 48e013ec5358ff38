import { setTimeout as delay } from 'node:timers/promises';
import type { TableFaults } from '../table-proxy.ts';
import type { Fault } from './fault.ts';

/** The one member stays what it is, so whatever the table does, no key ever goes back. */
function createTableFault(name: string, faults: TableFaults): Fault {
  return {
    name,
    members: 1,
    rewinds: false,
    async strike({ table }, { outageMs }) {
      table.inject(faults);
      await delay(outageMs);
      table.inject({});
    },
  };
}

export const tableFaults = [
  createTableFault('table gives items back, and throttles', { unprocessed: 0.4, throttled: 0.3 }),
  createTableFault('table answers 500, written or not', { failedAfterWrite: 0.3, failedBeforeWrite: 0.3 }),
  createTableFault('table hangs and resets connections', { hung: 0.05, reset: 0.3 }),
  createTableFault('table outage', { hung: 0.5, reset: 1 }),
  createTableFault('table: expired credentials', { expiredCredentials: 1 }),
];
