import type { Compatibility, GlueClient } from '@aws-sdk/client-glue';
import { type AvroType, compileAvroType } from '@glueline/schema-registry';
import { parseDefinition, type RecordDefinition, toDefinitionText } from '../definition.ts';
import { FieldConflictError, RegistrationError, RegistrationRaceError, SchemaLimitError } from '../errors.ts';
import type { Event } from '../event.ts';
import { evolve, type InferenceOptions } from '../evolve.ts';
import { readLatestVersion, type RegisteredVersion, type SchemaAddress } from './latest-version.ts';
import { createSchema, registerVersion } from './register-version.ts';

type UsableVersion = { id: string; number: number; definition: RecordDefinition; type: AvroType };

/** The event as `type` encodes it. */
type ResolvedVersion = UsableVersion & { datum: unknown };

export type SchemaEvolution = {
  /**
   * The version to write `event` with: the latest one if the event fits it, else a new one that is registered
   * and AVAILABLE. Throws InvalidEventError, FieldConflictError, SchemaLimitError, IncompatibleSchemaError or
   * RegistrationError.
   */
  resolveVersion(event: Event): Promise<ResolvedVersion>;
};

/** Several producers that start together on one schema collide a few times; then something else is wrong. */
const MAX_RACES = 5;

/** Keeps the latest version it has seen: an event that fits it costs no call to the registry. */
export function createSchemaEvolution(options: {
  client: Pick<GlueClient, 'send'>;
  schema: SchemaAddress & { compatibility: Compatibility };
  inference: InferenceOptions;
  onRegistered?: (version: RegisteredVersion) => void;
}): SchemaEvolution {
  const { client, schema, inference } = options;
  let known: UsableVersion | undefined;
  let lastTurn: Promise<void> = Promise.resolve();

  async function registerFor(event: Event): Promise<ResolvedVersion> {
    const latest = await readLatestVersion(client, schema);
    const usable = typeof latest === 'string' ? undefined : toUsableVersion(latest);
    const { definition, datum } = evolve(usable?.definition, event, inference);
    if (usable !== undefined && definition === usable.definition) return { ...usable, datum };
    const text = toDefinitionText(definition);
    const registered =
      latest === 'no-schema'
        ? await createSchema(client, schema, text)
        : await registerVersion(client, schema, text);
    options.onRegistered?.(registered);
    return { ...toUsableVersion(registered), datum };
  }

  async function resolveUnknown(event: Event): Promise<ResolvedVersion> {
    const fitted = fit(known, event, inference);
    if (fitted !== undefined) return fitted;
    const { datum, ...version } = await retryRaces(schema.schemaName, async () => registerFor(event));
    known = version;
    return { ...version, datum };
  }

  return {
    async resolveVersion(event) {
      const fitted = fit(known, event, inference);
      if (fitted !== undefined) return fitted;
      // One at a time: two events that each bring a new field must end in one version with both.
      const turn = lastTurn.then(async () => resolveUnknown(event));
      lastTurn = turn.then(
        () => undefined,
        () => undefined,
      );
      return turn;
    },
  };
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

function toUsableVersion({ id, number, definition }: RegisteredVersion): UsableVersion {
  return { id, number, definition: parseDefinition(definition), type: compileAvroType(definition) };
}

async function retryRaces<Result>(schemaName: string, attempt: () => Promise<Result>): Promise<Result> {
  for (let races = 1; ; races++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RegistrationRaceError)) throw error;
      if (races === MAX_RACES) {
        throw new RegistrationError(`schema ${schemaName} changed ${races} times during registration`, {
          cause: error,
        });
      }
    }
  }
}
