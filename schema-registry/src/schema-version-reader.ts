import { GetSchemaVersionCommand, type GlueClient } from '@aws-sdk/client-glue';
import { LRUCache } from 'lru-cache';
import { compileDefinition, type CompiledDefinition } from './compiled-definition.ts';
import { InvalidDefinitionError, RegistryUnavailableError, SchemaVersionNotFoundError } from './errors.ts';

export type SchemaVersion = CompiledDefinition & { id: string; number: number; definition: string };

export type SchemaVersionReader = {
  /** What is in the cache, without waiting: the hot path asks here first. */
  cached(id: string): SchemaVersion | undefined;
  /**
   * Concurrent reads of one id make one call. Throws SchemaVersionNotFoundError or InvalidDefinitionError
   * (both final) or RegistryUnavailableError (ask again later).
   */
  read(id: string): Promise<SchemaVersion>;
};

/** How one call to the registry ended. */
export type SchemaReadResult = 'found' | 'unknown' | 'invalid' | 'unavailable';

/** Of an id that is not known, or not usable: a topic full of its records must not ask for each of them. */
const REFUSAL_TTL_MS = 30_000;

/**
 * Reads schema versions by id. A version never changes once it is registered, so entries leave the cache only by
 * its bound, never by age. What is final about an id is remembered for half a minute; other failures are not.
 */
export function createSchemaVersionReader(options: {
  client: Pick<GlueClient, 'send'>;
  maxCachedVersions: number;
  /** Hears of every call to the registry. */
  onRead?: (result: SchemaReadResult) => void;
  now?: () => number;
}): SchemaVersionReader {
  const { client, maxCachedVersions: max, onRead = () => {}, now = Date.now } = options;
  const versions = new LRUCache<string, SchemaVersion>({ max });
  const refusals = new LRUCache<string, Error>({ max, ttl: REFUSAL_TTL_MS, ttlResolution: 0, perf: { now } });
  const inFlight = new Map<string, Promise<SchemaVersion>>();
  /** Mostly a record has the version of the one before, and the cache's own bookkeeping costs more than decoding. */
  let last: { id: string; version: SchemaVersion | undefined } = { id: '', version: undefined };

  function readCached(id: string): SchemaVersion | undefined {
    if (last.id !== id || last.version === undefined) last = { id, version: versions.get(id) };
    return last.version;
  }

  async function fetchAndCache(id: string): Promise<SchemaVersion> {
    try {
      const version = await fetchSchemaVersion(client, id);
      versions.set(id, version);
      onRead('found');
      return version;
    } catch (error) {
      const result = toReadResult(error);
      if (result !== 'unavailable') refusals.set(id, error as Error);
      onRead(result);
      throw error;
    } finally {
      inFlight.delete(id);
    }
  }

  return {
    cached: readCached,
    async read(id) {
      const known = versions.get(id);
      if (known !== undefined) return known;
      const refusal = refusals.get(id);
      if (refusal !== undefined) throw refusal;
      const pending = inFlight.get(id) ?? fetchAndCache(id);
      inFlight.set(id, pending);
      return pending;
    },
  };
}

function toReadResult(error: unknown): Exclude<SchemaReadResult, 'found'> {
  if (error instanceof SchemaVersionNotFoundError) return 'unknown';
  return error instanceof InvalidDefinitionError ? 'invalid' : 'unavailable';
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
    ...compileDefinition(answer.SchemaDefinition),
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
