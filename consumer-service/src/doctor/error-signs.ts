/** All that tells what an error is: names, codes and Kafka's error ids, of every layer that clients have wrapped it in. */
export function listErrorSigns(error: unknown): ReadonlySet<string> {
  return new Set(listLayers(error).flatMap(toSigns));
}

function listLayers(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? [...error.errors, error.cause] : [error.cause];
  return [error, ...inner.flatMap(listLayers)];
}

function toSigns(layer: Error & { code?: unknown; apiId?: unknown }): string[] {
  return [layer.name, layer.code, layer.apiId].filter((sign) => typeof sign === 'string');
}
