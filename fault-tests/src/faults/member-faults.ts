import { setTimeout as delay } from 'node:timers/promises';
import { untilWrites } from '../progress.ts';
import { below } from '../random.ts';
import type { World } from '../world.ts';
import type { Fault } from './fault.ts';

/** Past the session timeout of 6 s, so that the group has given its partitions away. */
const FREEZE_MS = 10_000;

export const killedMember: Fault = {
  name: 'consumer SIGKILL',
  members: 1,
  rewinds: true,
  async strike(world) {
    world.members.at(-1)?.child.kill();
    world.addMember();
  },
};

export const frozenMember: Fault = {
  name: 'consumer SIGSTOP past its session, and back',
  members: 2,
  rewinds: true,
  async strike({ members }) {
    const frozen = members[0]!;
    frozen.signal('SIGSTOP');
    await delay(FREEZE_MS);
    frozen.signal('SIGCONT');
  },
};

export const comingAndGoing: Fault = {
  name: 'members join, SIGTERM and SIGKILL',
  members: 2,
  rewinds: true,
  async strike(world) {
    for (let step = 0; step < 4; step++) {
      await untilWrites(world, 100);
      const leaving = world.members[below(world.random, world.members.length)]!;
      world.addMember();
      if (step % 2 === 0) await leaving.child.stop();
      else leaving.child.kill();
    }
    world.addMember();
  },
};

export const stoppedMember: Fault = {
  name: 'SIGTERM under load, and a new start',
  members: 1,
  rewinds: false,
  async strike(world: World) {
    await world.members.at(-1)?.child.stop();
    world.addMember();
  },
};
