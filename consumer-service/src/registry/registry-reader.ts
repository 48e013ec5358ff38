import {
  createSchemaVersionReader,
  RegistryUnavailableError,
  type RoleToAssume,
  type SchemaReadResult,
  type SchemaVersion,
} from '@glueline/schema-registry';
import { type Outage, retryThroughOutage } from '../outage.ts';
import { createRegistryClient } from './client.ts';

/** A few kilobytes each; a topic with more versions in use at once has other problems. */
const MAX_CACHED_VERSIONS = 1000;

export type RegistryReader<Prepared> = {
  /** At once when cached; otherwise waits through every outage until the signal aborts. */
  readVersion(id: string, signal: AbortSignal): Promise<Prepared> | Prepared;
  /** One attempt. */
  tryVersion(id: string): Promise<Prepared>;
  close(): void;
};

/** The registry in the producer's account, reached with the role that account lends. */
export function createRegistryReader<Prepared>(options: {
  region: string;
  role: RoleToAssume;
  /** What is kept of a version. */
  prepare: (version: SchemaVersion) => Prepared;
  outage: Outage;
  onRead: (result: SchemaReadResult) => void;
}): RegistryReader<Prepared> {
  const { region, role, prepare, outage, onRead } = options;
  const glue = createRegistryClient(region, role);
  const versions = createSchemaVersionReader({
    client: glue,
    maxCachedVersions: MAX_CACHED_VERSIONS,
    prepare,
    onRead,
  });

  return {
    readVersion(id, signal) {
      return (
        versions.cached(id) ??
        retryThroughOutage(async () => versions.read(id), {
          toCause: (error) => (error instanceof RegistryUnavailableError ? 'registry' : undefined),
          outage,
          signal,
        })
      );
    },
    tryVersion: async (id) => versions.read(id),
    close: () => glue.destroy(),
  };
}
