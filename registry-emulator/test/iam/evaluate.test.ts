import { expect, test } from 'vitest';
import { evaluate } from '../../src/iam/evaluate.ts';
import type { Statement } from '../../src/iam/policy.ts';

const REGISTRY = 'arn:aws:glue:eu-central-1:111111111111:registry/shop';

const allow = (statement: Partial<Statement>): Statement => ({ Effect: 'Allow', ...statement });
const deny = (statement: Partial<Statement>): Statement => ({ Effect: 'Deny', ...statement });
const decide = (statements: Statement[], action = 'glue:GetRegistry', resource = REGISTRY) =>
  evaluate(
    statements.map((one) => ({ Statement: [one] })),
    action,
    resource,
  );

test('nothing is allowed without a statement', () => {
  expect(evaluate([], 'glue:GetRegistry', REGISTRY)).toBe('implicit_deny');
});

test('a deny wins over every allow, wherever it stands', () => {
  const statements = [
    allow({ Action: ['*'], Resource: ['*'] }),
    deny({ Action: ['glue:Get*'], Resource: [REGISTRY] }),
  ];
  expect(decide(statements)).toBe('explicit_deny');
  expect(decide(statements.toReversed())).toBe('explicit_deny');
  expect(decide(statements, 'glue:ListRegistries')).toBe('allow');
});

test('action and resource must both be of one statement', () => {
  const statements = [
    allow({ Action: ['glue:GetRegistry'], Resource: ['arn:aws:glue:*:*:registry/other'] }),
    allow({ Action: ['glue:GetSchema'], Resource: ['*'] }),
  ];
  expect(decide(statements)).toBe('implicit_deny');
});

test('actions are compared without regard to case, resources with', () => {
  const statements = [allow({ Action: ['GLUE:getregistry'], Resource: [REGISTRY] })];
  expect(decide(statements)).toBe('allow');
  expect(decide(statements, 'glue:GetRegistry', REGISTRY.replace('shop', 'Shop'))).toBe('implicit_deny');
});

test('what a Not... element names is left out', () => {
  const statements = [allow({ NotAction: ['glue:Delete*'], NotResource: ['*registry/secret'] })];
  expect(decide(statements)).toBe('allow');
  expect(decide(statements, 'glue:DeleteRegistry')).toBe('implicit_deny');
  expect(decide(statements, 'glue:GetRegistry', REGISTRY.replace('shop', 'secret'))).toBe('implicit_deny');
});

test('an action of no resource is allowed on everything only', () => {
  const of = (resource: string) => [allow({ Action: ['glue:*'], Resource: [resource] })];
  expect(decide(of('*'), 'glue:ListRegistries', '*')).toBe('allow');
  expect(decide(of('arn:aws:glue:*'), 'glue:ListRegistries', '*')).toBe('implicit_deny');
});
