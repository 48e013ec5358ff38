/** How a container ended, as the engine tells it in an event. */
export type ContainerEnd = { service: string; exitCode: number };

/** A JVM ends with 128 and the number of the signal, however cleanly it stopped. */
const STOPPED_JVM = 143;
const JVM_SERVICES = new Set(['kafka', 'dynamodb']);

/** Throws SyntaxError. */
export function parseContainerEnd(line: string): ContainerEnd {
  const { Actor } = JSON.parse(line) as { Actor: { Attributes: Record<string, string> } };
  return {
    service: Actor.Attributes['com.docker.compose.service'] ?? 'unknown',
    exitCode: Number(Actor.Attributes['exitCode']),
  };
}

/** Those that did not end as asked: 137 is a container that was killed because it took too long, or too much memory. */
export function findBadEnds(ends: readonly ContainerEnd[]): ContainerEnd[] {
  return ends.filter(({ service, exitCode }) => {
    return exitCode !== 0 && !(exitCode === STOPPED_JVM && JVM_SERVICES.has(service));
  });
}
