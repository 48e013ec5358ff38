import { z } from 'zod';
import { markChanged } from '../registry-state.ts';
import * as errors from './errors.ts';
import {
  findMetadataTarget,
  metadataAnswer,
  metadataPairShape,
  metadataTargetShape,
  readMetadataPair,
} from './metadata-target.ts';
import { operation } from './operation.ts';

/** The service's quota. Values of one key count one by one. */
const MAX_PAIRS = 10;

const input = z.object({ ...metadataTargetShape, MetadataKeyValue: metadataPairShape.optional() });

export const putSchemaVersionMetadata = operation(input, (request, context) => {
  const pair = readMetadataPair(request.MetadataKeyValue);
  const target = findMetadataTarget(request, context);
  const { id, metadata } = target.version;
  if (metadata.some(({ key, value }) => key === pair.key && value === pair.value)) {
    throw errors.metadataExists(id, pair);
  }
  if (metadata.length >= MAX_PAIRS) throw errors.tooMuchMetadata();
  metadata.push({ ...pair, createdAtMs: context.nowMs });
  markChanged(context.store);
  return metadataAnswer(request, target, pair);
});
