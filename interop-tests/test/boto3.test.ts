import { waitFor } from '@glueline/local/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OWNER, READER } from '../src/accounts.ts';
import { PAGE_STEPS, REGISTRY_STEPS, ROLE_STEPS, SCHEMA_STEPS, type StepCase } from '../src/boto3-table.ts';
import { OPERATION_STEPS } from '../src/boto3-operations-table.ts';
import { runBoto3, type StepOutcome } from '../src/python/boto3.ts';
import { type Registry, startRegistry } from '../src/registry.ts';

let registry: Registry;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(async () => registry?.close());

describe('boto3, of the owner,', () => {
  testSteps([...REGISTRY_STEPS, ...SCHEMA_STEPS, ...PAGE_STEPS], OWNER);
});

describe('boto3, of another account,', () => {
  testSteps(ROLE_STEPS, READER);
});

describe('boto3, changing and deleting,', () => {
  testSteps(OPERATION_STEPS, OWNER);

  test('sees the registry no more after a while', async () => {
    const read = [{ call: 'glue.get_registry', input: { RegistryId: { RegistryName: 'depot' } } }];
    const settings = { endpoint: registry.endpoint, credentials: OWNER };
    const gone = await waitFor(async () => {
      const [outcome] = await runBoto3(read, settings);
      return outcome !== undefined && 'error' in outcome && outcome;
    }, 'the registry to be gone');
    expect(gone).toMatchObject({ error: 'EntityNotFoundException', status: 400 });
  });
});

/** All steps run once, in order; each then is a test of its own. */
function testSteps(cases: readonly StepCase[], credentials: typeof OWNER): void {
  const outcomes = new Map<StepCase, StepOutcome | undefined>();
  beforeAll(async () => {
    const steps = cases.map(({ step }) => step);
    const given = await runBoto3(steps, { endpoint: registry.endpoint, credentials });
    for (const [index, each] of cases.entries()) outcomes.set(each, given[index]);
  });
  test.each(cases)('$title', (each) => {
    expect(outcomes.get(each)).toMatchObject(each.expected);
  });
}

test('boto3 reads a version by its id in a session of the role', async () => {
  const definition = '{"type":"record","name":"Shared","fields":[]}';
  const id = await registry.register('shared', definition);
  const assume = ROLE_STEPS.find(({ title }) => title === 'gets the role with it')!.step;
  const read = { call: 'glue.get_schema_version', input: { SchemaVersionId: id } };
  const [, outcome, withoutRole] = await runBoto3([assume, { ...read, as: 'session' }, read], {
    endpoint: registry.endpoint,
    credentials: READER,
  });
  expect(outcome).toMatchObject({ output: { SchemaVersionId: id, SchemaDefinition: definition } });
  expect(withoutRole).toMatchObject({ error: 'EntityNotFoundException', status: 400 });
});
