import type { RegisteredTarget, Target } from '../elb/target.ts';

/** To be applied in this order: a group is never without a target on the way from one to the next. */
export type Changes = { register: Target[]; deregister: Target[] };

/** What makes `wanted` the only target of its group. */
export function toChanges(wanted: Target, registered: readonly RegisteredTarget[]): Changes {
  const active = registered.filter(({ isDraining }) => !isDraining);
  const isWanted = ({ address, port }: Target) => address === wanted.address && port === wanted.port;
  return {
    // One that drains goes on when it is registered again.
    register: active.some(isWanted) ? [] : [wanted],
    deregister: active.filter((target) => !isWanted(target)).map(({ address, port }) => ({ address, port })),
  };
}
