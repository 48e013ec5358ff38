import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigurationError } from '../../src/errors.ts';
import { createFaultPlan } from '../../src/faults/fault-plan.ts';

function planOf(...faults: object[]) {
  const plan = createFaultPlan();
  plan.replace(faults);
  return plan;
}

const NOTHING = { delayMs: 0, error: undefined };

test('nothing happens without faults', () => {
  expect(createFaultPlan().strikeRequest('GetSchema')).toEqual(NOTHING);
  expect(createFaultPlan().strikeVersion()).toEqual({ isFailure: false, pendingMs: undefined });
});

test('a fault strikes its operation only, and as often as it says', () => {
  const plan = planOf({ kind: 'throttle', operation: 'GetSchema', times: 2 });
  const errors = ['GetSchema', 'ListSchemas', 'GetSchema', 'GetSchema'].map(
    (operation) => plan.strikeRequest(operation).error,
  );
  expect(errors).toEqual(['throttle', undefined, 'throttle', undefined]);
  expect(plan.list()).toEqual([{ kind: 'throttle', operation: 'GetSchema', times: 2, struck: 2 }]);
});

test('delays add up, and the first error leaves later ones their count', () => {
  const plan = planOf(
    { kind: 'delay', delayMs: 5 },
    { kind: 'delay', delayMs: 7 },
    { kind: 'throttle', times: 1 },
    { kind: 'internal-error', times: 1 },
  );
  expect(plan.strikeRequest('GetSchema')).toEqual({ delayMs: 12, error: 'throttle' });
  expect(plan.strikeRequest('GetSchema')).toEqual({ delayMs: 12, error: 'internal-error' });
  expect(plan.strikeRequest('GetSchema')).toEqual({ delayMs: 12, error: undefined });
});

test('what is of schemas does not strike STS, the rest strikes every operation', () => {
  expect(planOf({ kind: 'conflict' }).strikeRequest('AssumeRole')).toEqual(NOTHING);
  expect(planOf({ kind: 'conflict' }).strikeRequest('UpdateSchema').error).toBe('conflict');
  expect(planOf({ kind: 'throttle' }).strikeRequest('AssumeRole').error).toBe('throttle');
});

test('faults of versions strike new versions, not requests', () => {
  const plan = planOf({ kind: 'version-failure', times: 1 }, { kind: 'version-pending', pendingMs: 9 });
  expect(plan.strikeRequest('RegisterSchemaVersion')).toEqual(NOTHING);
  expect(plan.strikeVersion()).toEqual({ isFailure: true, pendingMs: 9 });
  expect(plan.strikeVersion()).toEqual({ isFailure: false, pendingMs: 9 });
});

const strikesOf = (fault: object, count = 1000): boolean[] => {
  const plan = planOf(fault);
  return Array.from({ length: count }, () => plan.strikeRequest('GetSchema').error !== undefined);
};

test('a probability strikes about its share, the same requests for the same seed', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(0.1, 0.5, 0.9), (seed, probability) => {
      const struck = strikesOf({ kind: 'throttle', probability, seed });
      expect(struck).toEqual(strikesOf({ kind: 'throttle', probability, seed }));
      const share = struck.filter(Boolean).length / struck.length;
      expect(Math.abs(share - probability)).toBeLessThan(0.1);
    }),
    { numRuns: 50 },
  );
  const of = (seed: number) => strikesOf({ kind: 'throttle', probability: 0.5, seed });
  expect(of(1)).not.toEqual(of(2));
});

test('with a probability the count is of the requests it struck', () => {
  const struck = strikesOf({ kind: 'throttle', probability: 0.5, times: 3 });
  expect(struck.filter(Boolean)).toHaveLength(3);
});

test('every problem is reported, and a wrong plan leaves the old one', () => {
  const plan = planOf({ kind: 'throttle' });
  const wrong = [
    { kind: 'delay' },
    { kind: 'throttle', operation: 'GetTables' },
    { kind: 'conflict', operation: 'AssumeRole' },
    { kind: 'throttle', times: 0 },
    { kind: 'throttle', often: true },
  ];
  const operationRule = 'must be an operation this kind of fault can strike';
  expect(() => plan.replace(wrong)).toThrow(
    new ConfigurationError([
      'faults.0.delayMs: Invalid input: expected number, received undefined',
      `faults.1.operation: ${operationRule}`,
      `faults.2.operation: ${operationRule}`,
      'faults.3.times: Too small: expected number to be >=1',
      'faults.4: Unrecognized key: "often"',
    ]),
  );
  expect(plan.list()).toEqual([{ kind: 'throttle', struck: 0 }]);
});
