import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RegisteredTarget, Target } from '../../../lambda/elb/target.ts';
import { toChanges } from '../../../lambda/target-reconciler/changes.ts';

const WANTED = { address: '10.0.0.1', port: 9098 };
const OLD = { address: '10.0.0.9', port: 9098 };

const toKey = ({ address, port }: Target) => `${address}:${port}`;

/** As Elastic Load Balancing does. */
function apply(before: RegisteredTarget[], register: Target[], deregister: Target[]): RegisteredTarget[] {
  const after = new Map(before.map((target) => [toKey(target), target]));
  for (const { address, port } of register)
    after.set(toKey({ address, port }), { address, port, isDraining: false });
  for (const { address, port } of deregister)
    after.set(toKey({ address, port }), { address, port, isDraining: true });
  return [...after.values()];
}

describe('changes to a target group', () => {
  it.each<[string, RegisteredTarget[], object]>([
    ['nothing when it is right', [{ ...WANTED, isDraining: false }], { register: [], deregister: [] }],
    ['the first target', [], { register: [WANTED], deregister: [] }],
    [
      'the new address for the old',
      [{ ...OLD, isDraining: false }],
      { register: [WANTED], deregister: [OLD] },
    ],
    [
      'what is left of a half-applied change',
      [
        { ...WANTED, isDraining: false },
        { ...OLD, isDraining: false },
      ],
      { register: [], deregister: [OLD] },
    ],
    [
      'back an address that drains, and leaves a stale one to drain',
      [
        { ...WANTED, isDraining: true },
        { ...OLD, isDraining: true },
      ],
      { register: [WANTED], deregister: [] },
    ],
    [
      'another port',
      [{ ...WANTED, port: 9094, isDraining: false }],
      { register: [WANTED], deregister: [{ ...WANTED, port: 9094 }] },
    ],
  ])('are %s', (_, registered, changes) => {
    expect(toChanges(WANTED, registered)).toEqual(changes);
  });

  it('lead from any state to the one wanted target, and there is nothing left to change then', () => {
    const target = fc.record({
      address: fc.constantFrom(WANTED.address, OLD.address, '10.0.0.2'),
      port: fc.constantFrom(9094, 9098),
      isDraining: fc.boolean(),
    });
    const group = fc.uniqueArray(target, { selector: toKey });
    fc.assert(
      fc.property(group, (before) => {
        const { register, deregister } = toChanges(WANTED, before);
        const after = apply(before, register, deregister);
        expect(after.filter(({ isDraining }) => !isDraining)).toEqual([{ ...WANTED, isDraining: false }]);
        expect(toChanges(WANTED, after)).toEqual({ register: [], deregister: [] });
      }),
    );
  });
});
