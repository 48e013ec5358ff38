import { type AvroType, compileAvroType } from '@glueline/schema-registry';
import { createDeadline, type Deadline } from '../deadline.ts';
import { parseDefinition, type RecordDefinition } from '../definition.ts';
import {
  FieldConflictError,
  IncompatibleSchemaError,
  RegistrationError,
  SchemaBudgetError,
} from '../errors.ts';
import type { Event } from '../event.ts';
import { evolve, type InferenceOptions } from '../evolve.ts';
import type { RegisteredVersion } from './latest-version.ts';
import { createRegistration } from './registration.ts';
import type { RegistrationListener, RegistrationOptions } from './registration-options.ts';
import { createWaitingLine, type Waiter } from './waiting-line.ts';

export type UsableVersion = { id: string; number: number; definition: RecordDefinition; type: AvroType };

export type SchemaEvolution = {
  /**
   * The version to write `event` with: the latest one if the event fits it, else a new one that is registered and
   * AVAILABLE. Throws FieldConflictError, IncompatibleSchemaError, SchemaBudgetError or RegistrationError.
   */
  resolveVersion(event: Event, deadline: Deadline): Promise<UsableVersion>;
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
    const needy = [...open].filter((waiter) => !fits(latest, waiter.question, inference));
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
      const latest = known;
      if (!fits(latest, event, inference)) return waitForVersion(event, deadline);
      if (now() < rereadAtMs) return latest;
      const rereadDeadline = createDeadline(Math.min(REREAD_TIMEOUT_MS, deadline.remainingMs()));
      return waitForVersion(event, rereadDeadline).catch((error: unknown) => {
        if (!(error instanceof RegistrationError)) throw error;
        rereadAtMs = now() + UNREAD_TTL_MS;
        listener.onLatestUnread(error);
        return latest;
      });
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
      needed = evolve(needed, waiter.question, inference);
    } catch (error) {
      open.delete(waiter);
      waiter.reject(error);
    }
  }
  return open.size === 0 ? undefined : needed;
}

/** A conflict with the version we know is no verdict: others may have registered one that allows the value. */
function fits(
  known: UsableVersion | undefined,
  event: Event,
  inference: InferenceOptions,
): known is UsableVersion {
  if (known === undefined) return false;
  try {
    return evolve(known.definition, event, inference) === known.definition;
  } catch (error) {
    if (error instanceof FieldConflictError) return false;
    throw error;
  }
}

function toUsableVersion({ id, number, definition }: RegisteredVersion): UsableVersion {
  return { id, number, definition: parseDefinition(definition), type: compileAvroType(definition) };
}
