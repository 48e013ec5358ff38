import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.ts';

/**
 * A lone KRaft broker that was killed loads its groups at once, but takes no client before its old registration has
 * expired (`broker.session.timeout.ms`, 9 s): with a shorter session it has expelled its members by then.
 */
export const killedBroker: Fault = {
  name: 'broker SIGKILL and restart',
  members: 1,
  settings: { SESSION_TIMEOUT_MS: '12000' },
  rewinds: true,
  async strike({ stack }) {
    stack.broker.kill();
    await delay(1000);
    await stack.broker.restart();
  },
};

/** The load gives up on a request after 30 s, and then nobody knows what was sent. */
const MAX_FREEZE_MS = 20_000;

export const frozenBroker: Fault = {
  name: 'broker SIGSTOP',
  members: 1,
  rewinds: true,
  async strike({ stack }, { outageMs }) {
    await stack.broker.freeze();
    await delay(Math.min(outageMs, MAX_FREEZE_MS));
    await stack.broker.thaw();
  },
};

export const morePartitions: Fault = {
  name: 'partitions 6 to 12',
  members: 1,
  // The one member rejoins and keeps all it has.
  rewinds: false,
  async strike({ admin, topic, load }) {
    // The broker refuses an empty list of assignments.
    await admin.createPartitions({ topics: [{ name: topic, count: 12, assignments: null }] });
    await delay(1000);
    load.partitions(12);
    await delay(2000);
  },
};

const unwritable = '2';
const writable = '1';

export const unwritableDeadLetterTopic: Fault = {
  name: 'dead-letter topic unwritable',
  members: 1,
  rewinds: false,
  async strike({ admin, topic, load }, { outageMs }) {
    const require = async (replicas: string) =>
      admin.incrementalAlterConfigs({
        resources: [
          {
            resourceType: 2,
            resourceName: `${topic}.dlq`,
            configs: [{ name: 'min.insync.replicas', value: replicas, configOperation: 0 }],
          },
        ],
      });
    await require(unwritable);
    load.poison(0.05);
    await delay(outageMs);
    await require(writable);
    load.poison(0);
  },
};
