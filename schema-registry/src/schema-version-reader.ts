import { GetSchemaVersionCommand, type GlueClient } from '@aws-sdk/client-glue';
import { LRUCache } from 'lru-cache';
import { compileDefinition, type CompiledDefinition } from './compiled-definition.ts';
import { InvalidDefinitionError, RegistryUnavailableError, SchemaVersionNotFoundError } from './errors.ts';

export type SchemaVersion = CompiledDefinition & { id: string; number: number; definition: string };

export type SchemaVersionReader<Prepared = SchemaVersion> = {
  /** What is in the cache, without waiting: the hot path asks here first. */
  cached(id: string): Prepared | undefined;
  /**
   * Concurrent reads of one id make one call. Throws SchemaVersionNotFoundError or InvalidDefinitionError
   * (both final) or RegistryUnavailableError (ask again later).
   */
  read(id: string): Promise<Prepared>;
};

/** How one call to the registry ended. */
export type SchemaReadResult = 'found' | 'unknown' | 'invalid' | 'unavailable';

/** Of an id that is not known, or not usable: a topic full of its records must not ask for each of them. */
const REFUSAL_TTL_MS = 30_000;

/**
 * Reads schema versions by id. A version never changes once it is registered, so entries leave the cache only by
 * its bound, never by age. What is final about an id is remembered for half a minute; other failures are not.
 */
export function createSchemaVersionReader<Prepared>(options: {
  client: Pick<GlueClient, 'send'>;
  maxCachedVersions: number;
  /** What is kept of a version: what is made of it once comes along, and need not be looked up for each record. */
  prepare: (version: SchemaVersion) => Prepared;
  /** Hears of every call to the registry. */
  onRead?: (result: SchemaReadResult) => void;
  now?: () => number;
}): SchemaVersionReader<Prepared> {
  const { client, maxCachedVersions: max, prepare, onRead = () => {}, now = Date.now } = options;
  /**
   * The one that was read first leaves first, in use or not. It is then read again, once per as many new ones as there is
   * room for; to note every use would take each record longer than finding its version does.
   */
  const versions = new Map<string, Prepared>();
  const refusals = new LRUCache<string, Error>({ max, ttl: REFUSAL_TTL_MS, ttlResolution: 0, perf: { now } });
  const inFlight = new Map<string, Promise<Prepared>>();

  function keep(id: string, version: Prepared): void {
    const [oldest] = versions.keys();
    if (versions.size >= max) versions.delete(oldest!);
    versions.set(id, version);
  }

  async function fetchAndCache(id: string): Promise<Prepared> {
    try {
      const version = prepare(await fetchSchemaVersion(client, id));
      keep(id, version);
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
    cached: (id) => versions.get(id),
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
