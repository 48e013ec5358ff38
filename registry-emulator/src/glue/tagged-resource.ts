import type { RegionState, Registry, Schema } from '../registry-state.ts';
import * as errors from './errors.ts';
import { checkArn } from './input-checks.ts';
import { findRegistry, findSchema } from './resolve.ts';

const RESOURCE = /^arn:[^:]+:glue:[^:]*:[^:]*:(registry|schema)\//;

/** Registries and schemas have tags, and lose them as soon as they are being deleted. */
export function findTaggedResource(resourceArn: string | undefined, region: RegionState): Registry | Schema {
  const arn = checkArn(resourceArn ?? '', 'resourceArn');
  const kind = RESOURCE.exec(arn)?.[1];
  if (kind === undefined) throw errors.resourceNotTaggable();
  const resource =
    kind === 'registry'
      ? findRegistry({ RegistryArn: arn }, region)
      : findSchema({ SchemaArn: arn }, region).schema;
  if (resource.goneAtMs === undefined) return resource;
  throw kind === 'registry' ? errors.registryNotFoundByArn(arn) : errors.schemaNotFoundByArn(arn);
}
