import { type Connection, findErrorBy, metadataV12 } from '@platformatic/kafka';
import { type Address, renderAddress } from './address.ts';
import { describeOperations } from './authorized-operations.ts';
import { HopError } from './hop.ts';
import { renderCount } from './render-count.ts';
import type { TryHop } from './try-hop.ts';

/** Under which addresses the brokers want to be reached: clients go there, whatever they started from. */
export async function tryCluster(
  tryHop: TryHop,
  connection: Connection | undefined,
): Promise<readonly Address[] | undefined> {
  return tryHop({ hop: 'cluster', needs: [connection] }, async () => {
    const { brokers } = await metadataV12.api.async(connection!, [], false, false);
    const addresses = brokers.map(({ host, port }) => ({ host, port }));
    const list = addresses.map(renderAddress).join(', ');
    return {
      detail: `${renderCount(brokers.length, 'broker')}: ${list}`,
      value: addresses,
    };
  });
}

export async function tryTopic(tryHop: TryHop, connection: Connection | undefined, topic: string) {
  await tryHop({ hop: 'topic', subject: topic, needs: [connection] }, async () => {
    const found = await readTopic(connection!, topic);
    if (found === undefined) throw new HopError('UNKNOWN_TOPIC', `topic ${topic} does not exist`);
    const rights = describeOperations(found.operations, ['READ', 'DESCRIBE']);
    return { detail: `${renderCount(found.partitionCount, 'partition')}, ${rights}`, value: true };
  });
}

/** Missing it is no failure: the service creates it at its start. */
export async function tryDeadLetterTopic(tryHop: TryHop, connection: Connection | undefined, topic: string) {
  await tryHop({ hop: 'dead-letter topic', subject: topic, needs: [connection] }, async () => {
    const found = await readTopic(connection!, topic);
    const missing = 'does not exist yet: the service creates it at its start, which was not tried';
    if (found === undefined) return { detail: missing, value: true };
    const rights = describeOperations(found.operations, ['WRITE', 'DESCRIBE']);
    return {
      detail: `${renderCount(found.partitionCount, 'partition')}, ${rights}; nothing was written`,
      value: true,
    };
  });
}

async function readTopic(connection: Connection, topic: string) {
  try {
    const { topics } = await metadataV12.api.async(connection, [topic], false, true);
    const [found] = topics;
    return { partitionCount: found!.partitions.length, operations: found!.topicAuthorizedOperations };
  } catch (error) {
    if (isApiError(error, 'UNKNOWN_TOPIC_OR_PARTITION')) return undefined;
    throw error;
  }
}

function isApiError(error: unknown, apiId: string): boolean {
  return error instanceof Error && findErrorBy(error, 'apiId', apiId) !== null;
}
