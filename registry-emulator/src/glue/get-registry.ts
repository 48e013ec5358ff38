import { z } from 'zod';
import { registryAnswer } from './answers.ts';
import * as errors from './errors.ts';
import { operation, registryIdShape } from './operation.ts';
import { readRegistryId } from './resolve.ts';

export const getRegistry = operation(
  z.object({ RegistryId: registryIdShape }),
  ({ RegistryId }, { region }) => {
    const { name, arn } = readRegistryId(RegistryId, region);
    const registry = region.registries.get(name);
    if (registry === undefined) throw errors.registryToGetNotFound(arn === undefined ? name : undefined, arn);
    return registryAnswer(registry);
  },
);
