import { GlueClient } from '@aws-sdk/client-glue';
import type { RoleToAssume } from '@glueline/schema-registry';

const TIMEOUTS = { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true };

/** Speaks to the registry with the role its account lends. */
export function createRegistryClient(region: string, { credentials }: RoleToAssume): GlueClient {
  return new GlueClient({ region, credentials, requestHandler: TIMEOUTS });
}
