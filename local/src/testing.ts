import { setTimeout as delay } from 'node:timers/promises';
import { inject } from 'vitest';
import {
  type ConsumerNames,
  type Environment,
  type ProducerNames,
  toConsumerEnvironment,
  toProducerEnvironment,
} from './aws/environment.ts';
import type { RealParts } from './real-parts.ts';

/*
 * For the tests of all workspaces: the real parts that `test/global-setup.ts` started for this run, and names
 * that no other test has.
 */

export { createDynamodbClient, createGlueClient } from './aws/clients.ts';
export { createRegistry, createTable } from './aws/provision.ts';
export { type Child, type ChildSettings, startChild } from './child/child.ts';
export { answersHttp, waitUntilReady } from './child/ready.ts';
export { findFreePort } from './ports.ts';
export type { RealParts } from './real-parts.ts';
export { uniqueName } from './unique-name.ts';

export function realParts(): RealParts {
  return inject('realParts');
}

/** All that the producer reads, and nothing of the person's own. */
export function producerEnvironment(
  names: Pick<ProducerNames, 'topic' | 'registryName'> & Partial<ProducerNames>,
): Environment {
  return toProducerEnvironment(realParts(), { schemaName: 'sensor', deviceId: '000001', ...names });
}

/** All that the consumer service reads; port 0 is any free one. */
export function consumerEnvironment(
  names: Pick<ConsumerNames, 'topic' | 'tableName'> & Partial<ConsumerNames>,
): Environment {
  return toConsumerEnvironment(realParts(), { groupId: names.topic, httpPort: 0, ...names });
}

const POLL_MS = 50;
/** Below vitest's own 60 s, so that a test fails with what it waited for. */
const WAIT_DEADLINE_MS = 50_000;

/** Polls until `read` returns something other than undefined or false. Throws with `what` at the deadline. */
export async function waitFor<Value>(
  read: () => Value | Promise<Value>,
  what: string,
  deadlineMs = WAIT_DEADLINE_MS,
): Promise<Exclude<Value, undefined | false>> {
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value as Exclude<Value, undefined | false>;
    if (performance.now() > endMs) throw new Error(`waited ${deadlineMs / 1000} s in vain for ${what}`);
    await delay(POLL_MS);
  }
}
