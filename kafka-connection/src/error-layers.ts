/** The error itself and all it was wrapped around: the client wraps each attempt's error in several layers. */
export function listErrorLayers(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? [...error.errors, error.cause] : [error.cause];
  return [error, ...inner.flatMap(listErrorLayers)];
}
