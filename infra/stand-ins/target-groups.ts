/** What Elastic Load Balancing keeps of target groups; a target that was taken out drains until it is `drained`. */
export type TargetGroups = {
  add(arn: string): void;
  has(arn: string): boolean;
  /** `address:port` to state, as they were registered. */
  states(arn: string): ReadonlyMap<string, TargetState>;
  register(arn: string, targets: readonly string[]): void;
  /** As the real one: a target that is not there does not matter. */
  deregister(arn: string, targets: readonly string[]): void;
  drained(arn: string): void;
  /** To whom connections are sent. */
  active(arn: string): string[];
};

export type TargetState = 'healthy' | 'draining';

export function createTargetGroups(): TargetGroups {
  const groups = new Map<string, Map<string, TargetState>>();
  const of = (arn: string) => groups.get(arn) ?? new Map<string, TargetState>();
  return {
    add: (arn) => groups.set(arn, new Map()),
    has: (arn) => groups.has(arn),
    states: of,
    register(arn, targets) {
      for (const target of targets) of(arn).set(target, 'healthy');
    },
    deregister(arn, targets) {
      for (const target of targets) if (of(arn).has(target)) of(arn).set(target, 'draining');
    },
    drained(arn) {
      for (const [target, state] of of(arn)) if (state === 'draining') of(arn).delete(target);
    },
    active: (arn) => [...of(arn)].filter(([, state]) => state === 'healthy').map(([target]) => target),
  };
}
