import { parseDefinition, type RecordDefinition, toDefinitionText } from '../definition.ts';
import { IncompatibleSchemaError } from '../errors.ts';
import { mergeDefinitions } from '../merge-definitions.ts';
import { readLatestVersion, type RegisteredVersion } from './latest-version.ts';
import { createRefusals } from './refusals.ts';
import type { SettledVersion } from './register-version.ts';
import type { RegistrationListener, RegistrationOptions, ToNeeded } from './registration-options.ts';
import type { Registry } from './registry.ts';
import { createSubmitDefinition } from './submit-definition.ts';
import { readVersionsBetween } from './versions-between.ts';

/**
 * Of one registration. `best`: a version that is AVAILABLE, and good for the events. `beside`: what the latest version
 * has to have as well, because it was registered at the same time as ours by those who did not know ours.
 */
export type Progress = { best: RegisteredVersion | undefined; beside: RecordDefinition[] };

/** Resolves to undefined when it has to be tried again. */
export type RegistrationAttempt = (
  registry: Registry,
  toNeeded: ToNeeded,
  progress: Progress,
) => Promise<RegisteredVersion | 'nobody-waits' | undefined>;

export function createRegistrationAttempt(
  options: RegistrationOptions,
  listener: RegistrationListener,
): RegistrationAttempt {
  const refusals = createRefusals(options.now);
  const submit = createSubmitDefinition(options, listener);

  function refuse({ number, status, definition }: SettledVersion, latestNumber: number): undefined {
    const refusal = new IncompatibleSchemaError(
      `version ${number} of schema ${options.schema.schemaName} is ${status}: the registry holds it incompatible`,
    );
    refusals.add(definition, refusal);
    // Compared with a version that we had not seen: against that one the events are judged anew.
    if (number > latestNumber + 1) return undefined;
    throw refusal;
  }

  return async (registry, toNeeded, progress) => {
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
    const latestNumber = version?.number ?? 0;
    const registered = await submit(registry, latest === 'no-schema' ? undefined : latestNumber, text);
    if (registered.status !== 'AVAILABLE') return refuse(registered, latestNumber);
    progress.best = registered;
    listener.onRegistered(registered);
    const others = await readVersionsBetween(registry, latestNumber, registered.number);
    const missing = others.filter((other) => mergeDefinitions(needed, other) !== needed);
    if (missing.length === 0) return registered;
    progress.beside.push(needed, ...missing);
    return undefined;
  };
}
