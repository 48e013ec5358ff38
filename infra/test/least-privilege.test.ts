import { describe, expect, test } from 'vitest';
import { ALLOWED, ALLOWED_ACROSS_ACCOUNTS, WITHOUT_RESOURCE } from './allowed-actions.ts';
import { findGrants } from './roles.ts';
import { synthesizeExample } from './synthesized.ts';

describe.each([
  ['one account', ALLOWED],
  ['two accounts', [...ALLOWED, ALLOWED_ACROSS_ACCOUNTS]],
] as const)('with %s', (name, allowed) => {
  const grants = findGrants(synthesizeExample(name));

  test('every role is in the table, and no other', () => {
    expect([...grants.keys()].toSorted()).toEqual(allowed.map(({ role }) => role).toSorted());
  });

  test.each(allowed)(
    '$role, of $of, may do what the table says why, and nothing else',
    ({ role, actions }) => {
      const granted = (grants.get(role) ?? []).map(({ action }) => action);
      expect([...new Set(granted)].toSorted()).toEqual(Object.keys(actions).toSorted());
    },
  );

  test('what is allowed on everything has a reason that it cannot be less', () => {
    const everywhere = [...grants.values()].flat().filter(({ isForEverything }) => isForEverything);
    expect([...new Set(everywhere.map(({ action }) => action))].toSorted()).toEqual(
      Object.keys(WITHOUT_RESOURCE).toSorted(),
    );
  });

  test('no action is a pattern', () => {
    expect([...grants.values()].flat().filter(({ action }) => action.includes('*'))).toEqual([]);
  });
});
