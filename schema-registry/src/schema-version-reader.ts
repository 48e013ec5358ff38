import { GetSchemaVersionCommand, type GlueClient } from '@aws-sdk/client-glue';
import { LRUCache } from 'lru-cache';
import { compileAvroType, type AvroType } from './avro-type.ts';
import { InvalidDefinitionError, RegistryUnavailableError, SchemaVersionNotFoundError } from './errors.ts';

export type SchemaVersion = { id: string; number: number; definition: string; type: AvroType };

export type SchemaVersionReader = {
  /** What is in the cache, without waiting: the hot path asks here first. */
  cached(id: string): SchemaVersion | undefined;
  /**
   * Concurrent reads of one id make one call. Throws SchemaVersionNotFoundError or InvalidDefinitionError
   * (both final) or RegistryUnavailableError (ask again later).
   */
  read(id: string): Promise<SchemaVersion>;
};

/**
 * Reads schema versions by id. A version never changes once it is registered, so entries leave the cache
 * only by its bound, never by age. Failures are not cached.
 */
export function createSchemaVersionReader(options: {
  client: Pick<GlueClient, 'send'>;
  maxCachedVersions: number;
}): SchemaVersionReader {
  const versions = new LRUCache<string, SchemaVersion>({ max: options.maxCachedVersions });
  const inFlight = new Map<string, Promise<SchemaVersion>>();

  async function fetchAndCache(id: string): Promise<SchemaVersion> {
    try {
      const version = await fetchSchemaVersion(options.client, id);
      versions.set(id, version);
      return version;
    } finally {
      inFlight.delete(id);
    }
  }

  return {
    cached: (id) => versions.get(id),
    async read(id) {
      const known = versions.get(id);
      if (known !== undefined) return known;
      const pending = inFlight.get(id) ?? fetchAndCache(id);
      inFlight.set(id, pending);
      return pending;
    },
  };
}

async function fetchSchemaVersion(client: Pick<GlueClient, 'send'>, id: string): Promise<SchemaVersion> {
  const answer = await client
    .send(new GetSchemaVersionCommand({ SchemaVersionId: id }))
    .catch((error: unknown) => {
      throw toReadError(id, error);
    });
  if (answer.SchemaDefinition === undefined || answer.VersionNumber === undefined) {
    throw new RegistryUnavailableError(`registry answered without a definition for schema version ${id}`);
  }
  if (answer.DataFormat !== 'AVRO') {
    throw new InvalidDefinitionError(`schema version ${id} is ${answer.DataFormat}, only AVRO is supported`);
  }
  return {
    id,
    number: answer.VersionNumber,
    definition: answer.SchemaDefinition,
    type: compileAvroType(answer.SchemaDefinition),
  };
}

function toReadError(id: string, error: unknown): Error {
  const name = error instanceof Error ? error.name : 'unknown error';
  if (name === 'EntityNotFoundException') {
    return new SchemaVersionNotFoundError(`there is no schema version ${id} in the registry`, {
      cause: error,
    });
  }
  return new RegistryUnavailableError(`cannot read schema version ${id} (${name})`, { cause: error });
}
