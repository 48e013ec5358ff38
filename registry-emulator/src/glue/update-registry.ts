import { z } from 'zod';
import { markChanged } from '../registry-state.ts';
import { checkDescription } from './input-checks.ts';
import { operation, registryIdShape } from './operation.ts';
import { findStayingRegistry } from './resolve.ts';

const input = z.object({ RegistryId: registryIdShape, Description: z.string().optional() });

export const updateRegistry = operation(input, ({ RegistryId, Description }, { store, region, nowMs }) => {
  const registry = findStayingRegistry(RegistryId, region);
  checkDescription(Description);
  if (Description !== undefined) {
    registry.description = Description;
    registry.updatedAtMs = nowMs;
    markChanged(store);
  }
  return { RegistryName: registry.name, RegistryArn: registry.arn };
});
