import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.ts';

export const poison: Fault = {
  name: '10 % poison',
  members: 1,
  rewinds: false,
  async strike({ load }, { outageMs }) {
    load.poison(0.1);
    await delay(outageMs);
    load.poison(0);
  },
};

/** A new version that no cache has, and nobody who could be asked for it. */
export const registryOutage: Fault = {
  name: 'registry outage',
  members: 1,
  rewinds: false,
  async strike(world, { outageMs }) {
    world.registry.intervene(async () => 'reset');
    await world.registerLaterVersion();
    await delay(outageMs);
    world.registry.intervene(async (_request, forward) => forward());
  },
};

const denied = {
  statusCode: 400,
  body: '{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}',
};

/** The registry refuses the role's session, and STS hands out no other. */
export const expiredRole: Fault = {
  name: 'registry: expired credentials, STS outage',
  members: 1,
  rewinds: false,
  async strike(world, { outageMs }) {
    world.registry.intervene(async ({ target }) => (target === '' ? 'reset' : denied));
    await world.registerLaterVersion();
    await delay(outageMs);
    world.registry.intervene(async (_request, forward) => forward());
  },
};
