import type { Compatibility, GlueClient } from '@aws-sdk/client-glue';
import { type AvroType, compileAvroType } from '@glueline/schema-registry';
import { parseDefinition, type RecordDefinition, toDefinitionText } from '../definition.ts';
import { FieldConflictError, RegistrationError, RegistrationRaceError } from '../errors.ts';
import type { Event } from '../event.ts';
import { evolve, type InferenceOptions } from '../evolve.ts';
import { readLatestVersion, type RegisteredVersion, type SchemaAddress } from './latest-version.ts';
import { createSchema, registerVersion } from './register-version.ts';

type UsableVersion = { id: string; number: number; definition: RecordDefinition; type: AvroType };

export type SchemaEvolution = {
  /**
   * The version to write `event` with: the latest one if the event fits it, else a new one that is registered
   * and AVAILABLE. Throws FieldConflictError, IncompatibleSchemaError or RegistrationError.
   */
  resolveVersion(event: Event): Promise<UsableVersion>;
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

  async function registerFor(event: Event): Promise<UsableVersion> {
    const latest = await readLatestVersion(client, schema);
    const usable = typeof latest === 'string' ? undefined : toUsableVersion(latest);
    const needed = evolve(usable?.definition, event, inference);
    if (usable !== undefined && needed === usable.definition) return usable;
    const text = toDefinitionText(needed);
    const registered =
      latest === 'no-schema'
        ? await createSchema(client, schema, text)
        : await registerVersion(client, schema, text);
    options.onRegistered?.(registered);
    return toUsableVersion(registered);
  }

  async function resolveUnknown(event: Event): Promise<UsableVersion> {
    if (!fits(known, event, inference))
      known = await retryRaces(schema.schemaName, async () => registerFor(event));
    return known;
  }

  return {
    async resolveVersion(event) {
      if (fits(known, event, inference)) return known;
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
