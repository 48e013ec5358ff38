import { z } from 'zod';
import { deleteRegistryAt } from '../deletion.ts';
import { operation, registryIdShape } from './operation.ts';
import { findRegistry } from './resolve.ts';

// Deleting what is DELETING already answers the same, and does not put it off.
export const deleteRegistry = operation(
  z.object({ RegistryId: registryIdShape }),
  ({ RegistryId }, context) => {
    const registry = findRegistry(RegistryId, context.region);
    if (registry.goneAtMs === undefined) {
      deleteRegistryAt(context.store, context.region, registry, context.nowMs + context.deleteDelayMs);
    }
    return { RegistryName: registry.name, RegistryArn: registry.arn, Status: 'DELETING' };
  },
);
