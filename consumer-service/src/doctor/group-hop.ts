import { type Admin, findErrorBy } from '@platformatic/kafka';
import { pause } from '../deadline.ts';
import { describeOperations } from './authorized-operations.ts';
import { HopError } from './hop.ts';
import { renderCount } from './render-count.ts';
import type { TryHop } from './try-hop.ts';

const DEADLINE_MS = 10_000;
const RETRY_MS = 300;
/** A coordinator that is being elected, or has to load its group, is there a moment later. */
const PASSING = ['COORDINATOR_NOT_AVAILABLE', 'COORDINATOR_LOAD_IN_PROGRESS', 'NOT_COORDINATOR'];

/**
 * Looks at the group without joining it, from the coordinator that the service would join at. A cluster that has never
 * had a group makes its own topic of offsets when a coordinator is first asked for.
 */
export async function tryGroup(tryHop: TryHop, options: { admin: Admin; groupId: string; needs: unknown }) {
  const { admin, groupId, needs } = options;
  await tryHop(
    { hop: 'group', subject: groupId, needs: [needs], deadlineMs: DEADLINE_MS },
    async (signal) => {
      const group = await describeGroup(admin, groupId, signal);
      if (group === undefined) throw new HopError('NO_ANSWER', 'its coordinator does not describe it');
      const rights = describeOperations(group.authorizedOperations, ['READ', 'DESCRIBE']);
      return { detail: `${describeState(group)}, ${rights}`, value: true };
    },
  );
}

async function describeGroup(admin: Admin, groupId: string, signal: AbortSignal) {
  for (;;) {
    try {
      const groups = await admin.describeGroups({ groups: [groupId], includeAuthorizedOperations: true });
      return groups.get(groupId);
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await pause(RETRY_MS, signal);
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof Error && PASSING.some((apiId) => findErrorBy(error, 'apiId', apiId) !== null);
}

function describeState({ state, members }: { state: string; members: ReadonlyMap<string, unknown> }): string {
  // What brokers call a group that they have never heard of.
  return state.toUpperCase() === 'DEAD'
    ? 'no members yet'
    : `${state}, ${renderCount(members.size, 'member')}`;
}
