import { toBackoffMs } from '@glueline/schema-registry';
import { setTimeout as delay } from 'node:timers/promises';
import type { Deadline } from '../deadline.ts';
import { parseDefinition, type RecordDefinition, toDefinitionText } from '../definition.ts';
import { IncompatibleSchemaError, RegistrationError } from '../errors.ts';
import { mergeDefinitions } from '../merge-definitions.ts';
import { createCompatibilityCheck } from './compatibility-check.ts';
import { readLatestVersion, type RegisteredVersion } from './latest-version.ts';
import { createRefusals } from './refusals.ts';
import { createSchema, registerVersion, type SettledVersion } from './register-version.ts';
import { isContention, type Registry, type SchemaAddress } from './registry.ts';
import { reorderFields } from './reorder-fields.ts';
import { assertWithinBudget } from './version-budget.ts';
import { readVersionsBetween } from './versions-between.ts';

/** What is worth a line in the log. */
export type RegistrationListener = {
  onLatest(version: RegisteredVersion): void;
  onRegistered(version: RegisteredVersion): void;
  onOtherCompatibility(found: string): void;
  /** What others registered at the same time is not in the latest version yet; the next new field mends it. */
  onUnionLeft(error: unknown): void;
};

export type RegistrationOptions = {
  client: Registry['client'];
  schema: SchemaAddress;
  maxNewVersionsPerHour: number;
  now: () => number;
  random: () => number;
};

/** What is needed beyond the latest version; `latest` itself for nothing, undefined when nobody needs any more. */
export type ToNeeded = (latest: RecordDefinition | undefined) => RecordDefinition | undefined;

/** Producers that collide come back one by one: several times what a call takes. */
const BACKOFF = { baseMs: 100, maxMs: 2000 };

/**
 * Of one registration. `best`: a version that is AVAILABLE, and good for the events. `beside`: what the latest version
 * has to have as well, because it was registered at the same time as ours by those who did not know ours.
 */
type Progress = { best: RegisteredVersion | undefined; beside: RecordDefinition[] };

/**
 * Registers what is needed, and sees to it that nobody's fields are lost. Nothing in the registry's interface says
 * "only if version 7 is still the latest", and a version that lacks a field somebody has just added is compatible. So
 * after each registration the versions in between are read, and what they have is registered too. Whoever comes
 * last does so, hence the latest version ends up with the fields of all.
 */
export function createRegistration(options: RegistrationOptions, listener: RegistrationListener) {
  const { client, schema, now, random } = options;
  const refusals = createRefusals(now);
  const checkCompatibility = createCompatibilityCheck(listener.onOtherCompatibility);

  async function submit(registry: Registry, latestNumber: number | undefined, text: string) {
    if (latestNumber === undefined) return createSchema(registry, text);
    await checkCompatibility(registry);
    await assertWithinBudget(registry, latestNumber, options.maxNewVersionsPerHour, now());
    const registered = await registerVersion(registry, text);
    if (registered.status !== 'AVAILABLE' || registered.number > latestNumber) return registered;
    // The same definition was a version before, and the registry names that one: the latest would go on without.
    return registerVersion(registry, reorderFields(text, latestNumber));
  }

  /** Resolves to undefined when it has to be tried again. */
  async function attempt(registry: Registry, toNeeded: ToNeeded, progress: Progress) {
    const latest = await readLatestVersion(registry);
    const version = typeof latest === 'string' ? undefined : latest;
    if (version !== undefined) listener.onLatest(version);
    const base = version && parseDefinition(version.definition);
    const own = toNeeded(base);
    if (own === undefined) return 'nobody-waits';
    const needed = progress.beside.reduce(mergeDefinitions, own);
    if (version !== undefined && needed === base) return version;

    const text = toDefinitionText(needed);
    refusals.assertNotRefused(text);
    const latestNumber = latest === 'no-schema' ? undefined : (version?.number ?? 0);
    const registered = await submit(registry, latestNumber, text);
    if (registered.status !== 'AVAILABLE') return refuse(registered, latestNumber ?? 0, text);
    progress.best = registered;
    listener.onRegistered(registered);
    const others = await readVersionsBetween(registry, latestNumber ?? 0, registered.number);
    const missing = others.filter((other) => mergeDefinitions(needed, other) !== needed);
    if (missing.length === 0) return registered;
    progress.beside.push(needed, ...missing);
    return undefined;
  }

  function refuse({ number, status }: SettledVersion, latestNumber: number, text: string): undefined {
    const refusal = new IncompatibleSchemaError(
      `version ${number} of schema ${schema.schemaName} is ${status}: the registry holds it incompatible`,
    );
    refusals.add(text, refusal);
    // Compared with a version that we had not seen: against that one the events are judged anew.
    if (number > latestNumber + 1) return undefined;
    throw refusal;
  }

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
