/** The counter that tells how many records the table has the effect of, from /metrics. Throws when it is not there. */
export function parseStored(metrics: string): number {
  const value = /^glueline_items_stored_total (\S+)$/m.exec(metrics)?.[1];
  if (value === undefined) throw new Error('no glueline_items_stored_total in /metrics');
  return Number(value);
}
