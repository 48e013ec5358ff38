import { guardConnections } from '@glueline/kafka-connection';
import type { Connection } from '@platformatic/kafka';
import type { Access } from '../access.ts';
import type { ConsumerConfig } from '../config.ts';
import { withinDeadline } from '../deadline.ts';
import { createAdminClient } from '../kafka/clients.ts';
import { type Address, parseAddress, renderAddress } from './address.ts';
import { type BrokerAccess, tryBroker } from './broker-hops.ts';
import { tryGroup } from './group-hop.ts';
import type { HopResult } from './hop.ts';
import { tryCluster, tryDeadLetterTopic, tryTopic } from './topic-hops.ts';
import { createTryHop } from './try-hop.ts';

/** A peer that does not read any more may never let a connection end. */
const CLOSE_DEADLINE_MS = 2000;

type OnResult = (result: HopResult) => void;

/**
 * First the brokers that are configured, then those that they name, because clients go there: a cluster may be reached by
 * the first and be useless all the same. `identity` is undefined when what they ask for cannot be had.
 */
export async function examineBrokers(
  onResult: OnResult,
  config: ConsumerConfig,
  { kafka }: Access,
  identity: true | undefined,
): Promise<void> {
  guardConnections();
  const tryHop = createTryHop(onResult);
  const access = { security: config.security, connection: kafka.connection, identity };
  const configured = config.brokers.map(parseAddress);
  const connections = await tryBrokers(onResult, configured, access);
  const connection = connections.find((each) => each !== undefined);
  const admin = createAdminClient(kafka);
  try {
    const advertised = await tryCluster(tryHop, connection);
    const known = new Set(config.brokers);
    const others = advertised?.filter((address) => !known.has(renderAddress(address))) ?? [];
    connections.push(...(await tryBrokers(onResult, others, access)));
    await tryTopic(tryHop, connection, config.topic);
    await tryDeadLetterTopic(tryHop, connection, config.deadLetterTopic);
    await tryGroup(tryHop, { admin, groupId: config.groupId, needs: connection });
  } finally {
    await close([admin, ...connections.filter((each) => each !== undefined)]);
  }
}

/** All at once, because a closed way takes as long as the deadline; told one after the other. */
async function tryBrokers(onResult: OnResult, addresses: readonly Address[], access: BrokerAccess) {
  const tried = await Promise.all(
    addresses.map(async (address) => {
      const results: HopResult[] = [];
      const tryHop = createTryHop((result) => results.push(result));
      const connection = await tryBroker(tryHop, address, access);
      return { connection, results };
    }),
  );
  for (const result of tried.flatMap(({ results }) => results)) onResult(result);
  return tried.map(({ connection }): Connection | undefined => connection);
}

/** What does not end in time is left to the end of the process. */
async function close(clients: readonly { close(): Promise<void> }[]): Promise<void> {
  const limit = { what: 'closing a connection', deadlineMs: CLOSE_DEADLINE_MS };
  await Promise.allSettled(clients.map(async (client) => withinDeadline(client.close(), limit)));
}
