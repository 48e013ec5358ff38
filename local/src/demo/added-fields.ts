type Operation = { op?: unknown; path?: unknown; value?: unknown };

/** The names of the fields that a version compare adds to the record; undefined when it does anything else. */
export function findAddedFields(diff: string): string[] | undefined {
  const operations = JSON.parse(diff) as Operation[];
  const names = operations.map(toAddedField);
  return names.every((name) => name !== undefined) ? names : undefined;
}

function toAddedField({ op, path, value }: Operation): string | undefined {
  const isField = op === 'add' && typeof path === 'string' && /^\/fields\/\d+$/.test(path);
  const name = (value as { name?: unknown } | null | undefined)?.name;
  return isField && typeof name === 'string' ? name : undefined;
}
