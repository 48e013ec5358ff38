/** With its class, by which an operator looks it up. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'a value that is no error was thrown';
}
