import { LRUCache } from 'lru-cache';
import { IncompatibleSchemaError } from '../errors.ts';

/** A refused version keeps its status until somebody deletes it, or another one makes the definition compatible. */
const TTL_MS = 10 * 60_000;
const MAX_DEFINITIONS = 100;

export type Refusals = {
  add(definition: string, refusal: IncompatibleSchemaError): void;
  /** Throws IncompatibleSchemaError for a definition that was refused a short time ago. */
  assertNotRefused(definition: string): void;
};

/** Definitions that the registry refused, so that a stream of the same events does not ask for each of them. */
export function createRefusals(now: () => number): Refusals {
  const messages = new LRUCache<string, string>({
    max: MAX_DEFINITIONS,
    ttl: TTL_MS,
    ttlResolution: 0,
    perf: { now },
  });
  return {
    add: (definition, { message }) => messages.set(definition, message),
    assertNotRefused(definition) {
      const message = messages.get(definition);
      if (message !== undefined) throw new IncompatibleSchemaError(message);
    },
  };
}
