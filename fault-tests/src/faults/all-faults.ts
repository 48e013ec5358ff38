import { frozenBroker, killedBroker, morePartitions, unwritableDeadLetterTopic } from './broker-faults.ts';
import type { Fault } from './fault.ts';
import { comingAndGoing, frozenMember, killedMember, stoppedMember } from './member-faults.ts';
import { expiredRole, poison, registryOutage } from './record-faults.ts';
import { tableFaults } from './table-faults.ts';

const single: readonly Fault[] = [
  stoppedMember,
  killedMember,
  frozenMember,
  comingAndGoing,
  killedBroker,
  frozenBroker,
  morePartitions,
  ...tableFaults,
  registryOutage,
  expiredRole,
  unwritableDeadLetterTopic,
  poison,
];

/** Everything but a second broker fault at a time. */
const mixed: Fault = {
  name: 'mixed: poison, throttles, 500s, SIGKILL, broker SIGKILL',
  members: 2,
  settings: killedBroker.settings!,
  rewinds: true,
  async strike(world, lasting) {
    world.load.poison(0.05);
    world.table.inject({ unprocessed: 0.2, throttled: 0.1, failedAfterWrite: 0.1, failedBeforeWrite: 0.1 });
    await killedMember.strike(world, lasting);
    await killedBroker.strike(world, lasting);
    world.load.poison(0);
    world.table.inject({});
  },
};

export const allFaults: readonly Fault[] = [...single, mixed];
