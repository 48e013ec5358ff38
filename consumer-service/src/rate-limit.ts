/**
 * At most one report per key and interval. Answers undefined when this one must not be made, and otherwise how
 * many of its key were not made since the last one.
 */
export function createRateLimit(
  intervalMs: number,
  now: () => number = Date.now,
): (key: string) => number | undefined {
  const reports = new Map<string, { atMs: number; suppressed: number }>();
  return (key) => {
    const last = reports.get(key);
    if (last !== undefined && now() - last.atMs < intervalMs) {
      last.suppressed += 1;
      return undefined;
    }
    reports.set(key, { atMs: now(), suppressed: 0 });
    return last?.suppressed ?? 0;
  };
}
