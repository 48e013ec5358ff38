import { orAborted } from '../deadline.ts';
import type { Assignment } from './assignment.ts';
import type { Committer } from './committer.ts';
import type { GroupMember } from './group-member.ts';

/** The group waits for this member meanwhile, and all its partitions stand still. A healthy table takes a few milliseconds. */
const MAX_FINISH_MS = 1000;

/**
 * Has what was handed over written and committed before this member joins again, so that whoever gets its partitions
 * does not write it once more. What a table or topic that is away keeps from being done is left to them after a second.
 */
export async function finishBeforeJoin(parts: {
  member: Pick<GroupMember, 'isActive'>;
  assignment: Pick<Assignment, 'hold' | 'finished' | 'join'>;
  committer: Pick<Committer, 'flush'>;
  maxFinishMs?: number;
}): Promise<void> {
  const { member, assignment, committer, maxFinishMs = MAX_FINISH_MS } = parts;
  assignment.hold();
  // One that the group has forgotten could commit nothing of it.
  if (member.isActive()) {
    const tooLong = AbortSignal.timeout(maxFinishMs);
    try {
      await orAborted(assignment.finished(), tooLong);
    } catch (error) {
      if (!tooLong.aborted) throw error;
    }
    committer.flush();
  }
  assignment.join();
}
