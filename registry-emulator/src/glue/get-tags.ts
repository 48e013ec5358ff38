import { z } from 'zod';
import { operation } from './operation.ts';
import { findTaggedResource } from './tagged-resource.ts';

const input = z.object({ ResourceArn: z.string().optional() });

export const getTags = operation(input, ({ ResourceArn }, { region }) => ({
  Tags: findTaggedResource(ResourceArn, region).tags ?? {},
}));
