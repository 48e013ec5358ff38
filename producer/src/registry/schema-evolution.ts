import { type AvroType, compileAvroType } from '@glueline/schema-registry';
import { createDeadline, type Deadline } from '../deadline.ts';
import { parseDefinition, type RecordDefinition } from '../definition.ts';
import {
  FieldConflictError,
  IncompatibleSchemaError,
  RegistrationError,
  SchemaBudgetError,
  SchemaLimitError,
} from '../errors.ts';
import type { Event } from '../event.ts';
import { evolve, type InferenceOptions } from '../evolve.ts';
import type { RegisteredVersion } from './latest-version.ts';
import { createRegistration } from './registration.ts';
import type { RegistrationListener, RegistrationOptions } from './registration-options.ts';
import { createWaitingLine, type Waiter } from './waiting-line.ts';

type UsableVersion = { id: string; number: number; definition: RecordDefinition; type: AvroType };

/** With the event as `type` encodes it. */
export type ResolvedVersion = UsableVersion & { datum: unknown };

export type SchemaEvolution = {
  /**
   * The version to write `event` with: the latest one if the event fits it, else a new one that is registered and
   * AVAILABLE. Throws InvalidEventError, FieldConflictError, SchemaLimitError, IncompatibleSchemaError,
   * SchemaBudgetError or RegistrationError.
   */
  resolveVersion(event: Event, deadline: Deadline): Promise<ResolvedVersion>;
};

export type EvolutionListener = Omit<RegistrationListener, 'onLatest'> & {
  /** A version that others may have registered was not looked for; events go on with the one that is known. */
  onLatestUnread(error: RegistrationError): void;
};

/** How long an event that fits the latest version we have seen costs no call to the registry. */
const LATEST_TTL_MS = 5 * 60_000;
/** While the registry does not answer, and at most so much of an event's time. */
const UNREAD_TTL_MS = 30_000;
const REREAD_TIMEOUT_MS = 2000;

type Group = readonly Waiter<Event, UsableVersion>[];

export function createSchemaEvolution(
  options: RegistrationOptions & { inference: InferenceOptions },
  listener: EvolutionListener,
): SchemaEvolution {
  const { inference, now, schema } = options;
  const register = createRegistration(options, { ...listener, onLatest: remember });
  let known: UsableVersion | undefined;
  let rereadAtMs = 0;

  function remember(version: RegisteredVersion): UsableVersion {
    const usable = version.id === known?.id ? known : toUsableVersion(version);
    known = usable;
    rereadAtMs = now() + LATEST_TTL_MS;
    return usable;
  }

  async function answer(group: Group): Promise<void> {
    const open = new Set(group.filter(({ deadline }) => deadline.remainingMs() > 0));
    if (open.size === 0) return;
    const longestMs = Math.max(...[...open].map(({ deadline }) => deadline.remainingMs()));
    const toNeeded = (latest: RecordDefinition | undefined) => evolveTogether(latest, open, inference);
    try {
      const version = await register(toNeeded, createDeadline(longestMs));
      if (version === 'nobody-waits') return;
      const usable = remember(version);
      for (const waiter of open) waiter.resolve(usable);
    } catch (error) {
      if (!(error instanceof IncompatibleSchemaError || error instanceof SchemaBudgetError)) throw error;
      await answerRefused(open, error);
    }
  }

  /** Those who need nothing new, and each who needs nothing that is refused, must not suffer from the others. */
  async function answerRefused(open: Set<Group[number]>, error: Error): Promise<void> {
    const latest = known;
    const needy = [...open].filter((waiter) => fit(latest, waiter.question, inference) === undefined);
    for (const waiter of open) if (!needy.includes(waiter)) waiter.resolve(latest!);
    const isEachToBeTried = needy.length > 1 && error instanceof IncompatibleSchemaError;
    for (const waiter of needy) {
      if (isEachToBeTried) await answer([waiter]);
      else waiter.reject(error);
    }
  }

  const waitForVersion = createWaitingLine(
    answer,
    () => new RegistrationError(`schema ${schema.schemaName} has no version for the event within its time`),
  );

  return {
    async resolveVersion(event, deadline) {
      const fitted = fit(known, event, inference);
      if (fitted === undefined) return withDatum(await waitForVersion(event, deadline), event, inference);
      if (now() < rereadAtMs) return fitted;
      const rereadDeadline = createDeadline(Math.min(REREAD_TIMEOUT_MS, deadline.remainingMs()));
      try {
        return withDatum(await waitForVersion(event, rereadDeadline), event, inference);
      } catch (error) {
        if (!(error instanceof RegistrationError)) throw error;
        rereadAtMs = now() + UNREAD_TTL_MS;
        listener.onLatestUnread(error);
        return fitted;
      }
    },
  };
}

/** What all of them need together. Whoever brings a conflict is told so and taken out. */
function evolveTogether(
  latest: RecordDefinition | undefined,
  open: Set<Group[number]>,
  inference: InferenceOptions,
): RecordDefinition | undefined {
  let needed = latest;
  for (const waiter of open) {
    try {
      needed = evolve(needed, waiter.question, inference).definition;
    } catch (error) {
      open.delete(waiter);
      waiter.reject(error);
    }
  }
  return open.size === 0 ? undefined : needed;
}

/**
 * Undefined when the known version is not the one to write with. A conflict with it is no verdict: others may have
 * registered one that allows the value, or has the field that would be one too many.
 */
function fit(
  known: UsableVersion | undefined,
  event: Event,
  inference: InferenceOptions,
): ResolvedVersion | undefined {
  if (known === undefined) return undefined;
  try {
    const { definition, datum } = evolve(known.definition, event, inference);
    return definition === known.definition ? { ...known, datum } : undefined;
  } catch (error) {
    if (error instanceof FieldConflictError || error instanceof SchemaLimitError) return undefined;
    throw error;
  }
}

/** Of a version that was made or found for the event. */
function withDatum(version: UsableVersion, event: Event, inference: InferenceOptions): ResolvedVersion {
  return { ...version, datum: evolve(version.definition, event, inference).datum };
}

function toUsableVersion({ id, number, definition }: RegisteredVersion): UsableVersion {
  return { id, number, definition: parseDefinition(definition), type: compileAvroType(definition) };
}
