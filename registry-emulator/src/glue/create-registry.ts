import { z } from 'zod';
import { registryArn } from '../arn.ts';
import { addRegistry, type Registry } from '../registry-state.ts';
import * as errors from './errors.ts';
import { checkDescription, checkName, checkTags } from './input-checks.ts';
import { type GlueContext, operation } from './operation.ts';

/** The service's hard quota, per account and region. */
const MAX_REGISTRIES = 100;

const input = z.object({
  RegistryName: z.string().optional(),
  Description: z.string().optional(),
  Tags: z.record(z.string(), z.string()).optional(),
});

export const createRegistry = operation(input, ({ RegistryName, Description, Tags }, context) => {
  const name = checkName(RegistryName, 'registryName');
  checkDescription(Description);
  checkTags(Tags);
  if (context.region.registries.has(name)) throw errors.registryExists(name);
  const registry = openRegistry(name, context, { description: Description, tags: Tags });
  return { RegistryArn: registry.arn, RegistryName: name, Description, Tags };
});

/** Throws ResourceNumberLimitExceededException. */
export function openRegistry(
  name: string,
  { store, region, nowMs }: GlueContext,
  labels: Pick<Registry, 'description' | 'tags'>,
): Registry {
  if (region.registries.size >= MAX_REGISTRIES) throw errors.tooMany('registries');
  const registry: Registry = {
    name,
    arn: registryArn(region.accountId, region.region, name),
    ...labels,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    goneAtMs: undefined,
    schemas: new Map(),
  };
  addRegistry(store, region, registry);
  return registry;
}
