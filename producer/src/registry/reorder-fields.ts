import { parseDefinition, toDefinitionText } from '../definition.ts';

/**
 * The same fields in another order, which is another definition to the registry and the same schema to everybody
 * else. All who need one beside the same latest version make the same.
 */
export function reorderFields(definition: string, latestNumber: number): string {
  const record = parseDefinition(definition);
  const { fields } = record;
  if (fields.length < 2) return definition;
  const first = 1 + (latestNumber % (fields.length - 1));
  return toDefinitionText({ ...record, fields: [...fields.slice(first), ...fields.slice(0, first)] });
}
