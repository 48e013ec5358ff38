/**
 * Names of a record's fields as the event's sender spelled them: a field whose name Avro does not take has the sender's
 * in `originalName`. An empty one cannot be an attribute's name, so that field keeps Avro's. Where two fields would
 * have one name, one of them would be lost without a word: there all fields of the record keep Avro's, which are
 * distinct.
 */
export function toOriginalNames(fields: readonly { name: string; originalName: unknown }[]): string[] {
  const names = fields.map(({ name, originalName }) =>
    typeof originalName === 'string' && originalName !== '' ? originalName : name,
  );
  return new Set(names).size === names.length ? names : fields.map(({ name }) => name);
}
