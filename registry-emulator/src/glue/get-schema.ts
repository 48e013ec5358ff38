import { z } from 'zod';
import { registryArn } from '../arn.ts';
import { schemaSummary, versionCounters } from './answers.ts';
import { operation, schemaIdShape } from './operation.ts';
import { findSchema } from './resolve.ts';

export const getSchema = operation(z.object({ SchemaId: schemaIdShape }), ({ SchemaId }, { region }) => {
  const { schema } = findSchema(SchemaId, region);
  return {
    ...schemaSummary(schema),
    RegistryArn: registryArn(region.accountId, region.region, schema.registryName),
    DataFormat: schema.dataFormat,
    Compatibility: schema.compatibility,
    ...versionCounters(schema),
  };
});
