/** One row of the demo, before it is run. */
export type ExpectedRow = {
  /** The event as JSON. */
  event: string;
  versionNumber: number;
  /** What a new version must add to which one; undefined when there must be no new version. */
  newVersion: { addsTo: number; fields: string[] } | 'first' | undefined;
  /** Besides `deviceId` and `timestamp`. */
  attributes: Readonly<Record<string, unknown>>;
};

/** What the registry holds before the demo; undefined when there is no schema. */
export type KnownSchema = { latestNumber: number; highestNumber: number; fieldNames: readonly string[] };

/**
 * The demo's three events, in order. On a schema that an earlier run left (`--data`) the same events need fewer
 * new versions, or none.
 */
export function planRows(schema: KnownSchema | undefined): ExpectedRow[] {
  const base = schema?.latestNumber ?? 1;
  const isTemperatureKnown = schema?.fieldNames.includes('temperature') ?? false;
  const evolved = isTemperatureKnown ? base : (schema?.highestNumber ?? base) + 1;
  return [
    {
      event: '{}',
      versionNumber: base,
      newVersion: schema === undefined ? 'first' : undefined,
      attributes: {},
    },
    {
      event: '{"temperature": 30}',
      versionNumber: evolved,
      newVersion: isTemperatureKnown ? undefined : { addsTo: base, fields: ['temperature'] },
      attributes: { temperature: 30 },
    },
    { event: '{}', versionNumber: evolved, newVersion: undefined, attributes: {} },
  ];
}
