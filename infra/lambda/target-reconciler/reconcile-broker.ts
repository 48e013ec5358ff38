import type { Target } from '../elb/target.ts';
import type { TargetGroup } from '../elb/target-group.ts';
import { toChanges } from './changes.ts';
import type { Outcome } from './outcome.ts';

/** Never rejects: what fails for one broker is in its outcome, and holds up no other. */
export async function reconcileBroker(
  brokerId: number,
  targetGroup: TargetGroup,
  wanted: Target,
  mayDeregister: boolean,
): Promise<Outcome> {
  const registered: string[] = [];
  const deregistered: string[] = [];
  const outcome = { brokerId, registered, deregistered };
  try {
    const changes = toChanges(wanted, await targetGroup.read());
    if (changes.register.length > 0) await targetGroup.register(changes.register);
    registered.push(...toAddresses(changes.register));
    if (changes.deregister.length > 0 && !mayDeregister) return { ...outcome, problem: 'stale_targets_kept' };
    if (changes.deregister.length > 0) await targetGroup.deregister(changes.deregister);
    deregistered.push(...toAddresses(changes.deregister));
    return outcome;
  } catch (error) {
    // What is half done, the next run finds so and finishes.
    return { ...outcome, problem: 'request_failed', error };
  }
}

function toAddresses(targets: readonly Target[]): string[] {
  return targets.map(({ address }) => address);
}
