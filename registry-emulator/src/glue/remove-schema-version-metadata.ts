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

const input = z.object({ ...metadataTargetShape, MetadataKeyValue: metadataPairShape.optional() });

export const removeSchemaVersionMetadata = operation(input, (request, context) => {
  const pair = readMetadataPair(request.MetadataKeyValue);
  const target = findMetadataTarget(request, context);
  const { id, metadata } = target.version;
  const index = metadata.findIndex(({ key, value }) => key === pair.key && value === pair.value);
  if (index < 0) throw errors.metadataNotFound(id);
  metadata.splice(index, 1);
  markChanged(context.store);
  return metadataAnswer(request, target, pair);
});
