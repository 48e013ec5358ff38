import { addedAttributes, type ItemMapping, type KeyAttribute } from './item-mapping.ts';

/** As the environment has them, each valid by itself. */
type MappingSettings = {
  PARTITION_KEY: string;
  SORT_KEY: string;
  ATTRIBUTE_NAMES?: string | undefined;
  TTL_ATTRIBUTE?: string | undefined;
  TTL_SECONDS?: number | undefined;
  KAFKA_ATTRIBUTES_PREFIX?: string | undefined;
};

/** DynamoDB's limits of a key's bytes. */
const MAX_PARTITION_KEY_BYTES = 2048;
const MAX_SORT_KEY_BYTES = 1024;

export function toMapping(set: MappingSettings): ItemMapping {
  const pairs = set.ATTRIBUTE_NAMES?.split(',').map((pair) => pair.split('=') as [string, string]) ?? [];
  return {
    key: [
      toKeyAttribute(set.PARTITION_KEY, MAX_PARTITION_KEY_BYTES),
      toKeyAttribute(set.SORT_KEY, MAX_SORT_KEY_BYTES),
    ],
    attributeNames: new Map(pairs),
    ttl:
      set.TTL_ATTRIBUTE === undefined || set.TTL_SECONDS === undefined
        ? undefined
        : { attribute: set.TTL_ATTRIBUTE, seconds: set.TTL_SECONDS },
    kafkaPrefix: set.KAFKA_ATTRIBUTES_PREFIX,
  };
}

function toKeyAttribute(setting: string, maxBytes: number): KeyAttribute {
  const [attribute, field] = setting.split('=') as [string, string?];
  return { attribute, field: field ?? attribute, maxBytes };
}

/** No two things may be stored in one attribute, and no field in two. */
export function findMappingProblem(mapping: ItemMapping): { path: string[]; message: string } | undefined {
  const [partitionKey, sortKey] = mapping.key;
  if (partitionKey.field === sortKey.field || partitionKey.attribute === sortKey.attribute) {
    return { path: ['SORT_KEY'], message: 'must differ from PARTITION_KEY' };
  }
  const keyFields = new Set(mapping.key.map(({ field }) => field));
  const renamed = [...mapping.attributeNames.keys()].find((field) => keyFields.has(field));
  if (renamed !== undefined) {
    const message = `must not name ${renamed}: PARTITION_KEY and SORT_KEY say what it is stored as`;
    return { path: ['ATTRIBUTE_NAMES'], message };
  }
  const attributes = [
    ...mapping.key.map(({ attribute }) => attribute),
    ...mapping.attributeNames.values(),
    ...addedAttributes(mapping),
  ];
  const twice = attributes.find((attribute, index) => attributes.indexOf(attribute) !== index);
  if (twice === undefined) return undefined;
  const path = [...mapping.attributeNames.values()].includes(twice) ? 'ATTRIBUTE_NAMES' : 'TTL_ATTRIBUTE';
  return { path: [path], message: `leads to two things stored as ${twice}` };
}
