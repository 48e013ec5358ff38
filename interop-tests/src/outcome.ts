/** What one side makes of bytes. */
export type Outcome =
  /** A value, as JSON text. */
  | { readonly reads: string }
  /** Classes (ours with their reason) and messages, from the outermost error to its last cause. */
  | { readonly throws: readonly (readonly [name: string, message: string | null])[] }
  /** Never returns. */
  | 'hangs';

export const reads = (value: string): Outcome => ({ reads: value });
export const throws = (...chain: [string, string | null][]): Outcome => ({ throws: chain });
/** The class that wraps whatever goes wrong after the header. */
export const throwsWrapped = (...causes: [string, string | null][]): Outcome =>
  throws(['AWSSchemaRegistryException', 'Exception occurred while de-serializing Avro message'], ...causes);

/** For a cell of a Markdown table. */
export function renderOutcome(outcome: Outcome): string {
  if (outcome === 'hangs') return '**never returns**';
  if ('reads' in outcome) return `reads \`${outcome.reads}\``;
  const [first, ...causes] = outcome.throws.map(([name, message]) =>
    message === null ? name : `${name}: ${message}`,
  );
  const last = causes.at(-1);
  // What stands between says nothing more.
  return last === undefined ? first! : `${outcome.throws[0]![0]}, its last cause ${last}`;
}
