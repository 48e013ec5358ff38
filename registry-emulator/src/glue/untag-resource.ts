import { z } from 'zod';
import { markChanged } from '../registry-state.ts';
import { checkTagKeys } from './input-checks.ts';
import { operation } from './operation.ts';
import { findTaggedResource } from './tagged-resource.ts';

const input = z.object({ ResourceArn: z.string().optional(), TagsToRemove: z.array(z.string()).optional() });

/** A key that is not there is no error. */
export const untagResource = operation(input, ({ ResourceArn, TagsToRemove }, { store, region }) => {
  const resource = findTaggedResource(ResourceArn, region);
  const removed = new Set(checkTagKeys(TagsToRemove));
  resource.tags = Object.fromEntries(
    Object.entries(resource.tags ?? {}).filter(([key]) => !removed.has(key)),
  );
  markChanged(store);
  return {};
});
