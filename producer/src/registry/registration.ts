import { toBackoffMs } from '@glueline/schema-registry';
import { setTimeout as delay } from 'node:timers/promises';
import type { Deadline } from '../deadline.ts';
import { RegistrationError } from '../errors.ts';
import type { RegisteredVersion } from './latest-version.ts';
import { createRegistrationAttempt, type Progress } from './registration-attempt.ts';
import type { RegistrationListener, RegistrationOptions, ToNeeded } from './registration-options.ts';
import { isContention } from './registry.ts';

/** Producers that collide come back one by one: several times what a call takes. */
const BACKOFF = { baseMs: 100, maxMs: 2000 };

/**
 * Registers what is needed, and sees to it that nobody's fields are lost. Nothing in the registry's interface says
 * "only if version 7 is still the latest", and a version that lacks a field somebody has just added is compatible. So
 * after each registration the versions in between are read, and what they have is registered too. Whoever comes
 * last does so, hence the latest version ends up with the fields of all.
 * Throws IncompatibleSchemaError, SchemaBudgetError or RegistrationError.
 */
export function createRegistration(options: RegistrationOptions, listener: RegistrationListener) {
  const { client, schema, random } = options;
  const attempt = createRegistrationAttempt(options, listener);

  return async (toNeeded: ToNeeded, deadline: Deadline): Promise<RegisteredVersion | 'nobody-waits'> => {
    const registry = { client, schema, signal: deadline.signal };
    const progress: Progress = { best: undefined, beside: [] };
    // The events can be published with `best`; making a union of it must not take the time for that.
    const unionTimeMs = deadline.remainingMs() / 2;
    let contention: unknown;
    for (let attempts = 0; ; attempts++) {
      try {
        const version = await attempt(registry, toNeeded, progress);
        if (version !== undefined) return version;
      } catch (error) {
        if (!isContention(error)) return orBest(progress, error, listener);
        contention = error;
      }
      const waitMs = toBackoffMs(attempts, BACKOFF, random);
      const reservedMs = progress.best === undefined ? 0 : unionTimeMs;
      if (deadline.remainingMs() - reservedMs <= waitMs) {
        return orBest(progress, toContentionError(schema.schemaName, attempts + 1, contention), listener);
      }
      await delay(waitMs);
    }
  };
}

function orBest({ best }: Progress, error: unknown, listener: RegistrationListener): RegisteredVersion {
  if (best === undefined) throw error;
  listener.onUnionLeft(error);
  return best;
}

function toContentionError(schemaName: string, attempts: number, cause: unknown): RegistrationError {
  return new RegistrationError(
    `schema ${schemaName} was changed by others, or asked for too often, at ${attempts} attempts until the time was over`,
    { cause },
  );
}
