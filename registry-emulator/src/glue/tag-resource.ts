import { z } from 'zod';
import { markChanged } from '../registry-state.ts';
import * as errors from './errors.ts';
import { checkTags } from './input-checks.ts';
import { operation } from './operation.ts';
import { findTaggedResource } from './tagged-resource.ts';

const input = z.object({
  ResourceArn: z.string().optional(),
  TagsToAdd: z.record(z.string(), z.string()).optional(),
});

/** A tag that is there already gets the new value. The limit holds for what the resource has afterwards. */
export const tagResource = operation(input, ({ ResourceArn, TagsToAdd }, { store, region }) => {
  const resource = findTaggedResource(ResourceArn, region);
  if (TagsToAdd === undefined || Object.keys(TagsToAdd).length === 0) throw errors.tagCountNotValid();
  const tags = { ...resource.tags, ...TagsToAdd };
  checkTags(tags);
  resource.tags = tags;
  markChanged(store);
  return {};
});
