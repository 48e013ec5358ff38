import type { ConsumerConfig } from '../config.ts';
import { checkTable } from '../table/check-table.ts';
import { createTableClient } from '../table/client.ts';
import type { TryHop } from './try-hop.ts';

/** BatchWriteItem has no condition that could keep it from writing, so whether it is allowed is not tried. */
export async function tryTable(tryHop: TryHop, config: ConsumerConfig, identity: string | undefined) {
  const { region, tableName, mapping } = config;
  const client = createTableClient(region);
  try {
    await tryHop({ hop: 'table', subject: tableName, needs: [identity] }, async () => {
      await checkTable(client, tableName, mapping.key);
      const key = mapping.key.map(({ attribute }) => attribute).join(' and ');
      return { detail: `has the key ${key}; writing was not tried`, value: true };
    });
  } finally {
    client.destroy();
  }
}
