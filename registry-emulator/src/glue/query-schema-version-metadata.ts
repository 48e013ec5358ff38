import { z } from 'zod';
import type { MetadataPair } from '../registry-state.ts';
import { timestamp } from './answers.ts';
import { checkMetadataPageSize, checkMetadataText } from './input-checks.ts';
import { findMetadataTarget, metadataPairShape, metadataTargetShape } from './metadata-target.ts';
import { operation, pagingShape } from './operation.ts';
import { pageByName } from './page.ts';

const input = z.object({
  ...metadataTargetShape,
  ...pagingShape,
  MetadataList: z.array(metadataPairShape).optional(),
});

type Filter = z.output<typeof metadataPairShape>;

// A page has so many keys, each with all its values.
export const querySchemaVersionMetadata = operation(input, (request, context) => {
  const { version } = findMetadataTarget(request, context);
  const filters = request.MetadataList?.map(checkFilter) ?? [];
  const pairs = version.metadata.filter((pair) => isWanted(pair, filters));
  const { items, nextToken } = pageByName(
    `metadata of ${version.id}`,
    Map.groupBy(pairs, ({ key }) => key),
    { NextToken: request.NextToken, MaxResults: checkMetadataPageSize(request.MaxResults) },
  );
  return {
    // A key may be `__proto__`, which an object literal would not keep.
    MetadataInfoMap: Object.fromEntries(items.map((values) => [values[0]?.key, metadataInfo(values)])),
    SchemaVersionId: version.id,
    NextToken: nextToken,
  };
});

function checkFilter({ MetadataKey, MetadataValue }: Filter): Filter {
  if (MetadataKey !== undefined) checkMetadataText(MetadataKey, 'key');
  if (MetadataValue !== undefined) checkMetadataText(MetadataValue, 'value');
  return { MetadataKey, MetadataValue };
}

function isWanted({ key, value }: MetadataPair, filters: readonly Filter[]): boolean {
  if (filters.length === 0) return true;
  return filters.some(
    ({ MetadataKey = key, MetadataValue = value }) => MetadataKey === key && MetadataValue === value,
  );
}

/** The newest value first, the others of the key behind it. */
function metadataInfo(values: readonly MetadataPair[]): Record<string, unknown> {
  const [newest, ...others] = values
    .toReversed()
    .map(({ value, createdAtMs }) => ({ MetadataValue: value, CreatedTime: timestamp(createdAtMs) }));
  return { ...newest, OtherMetadataValueList: others };
}
