import { z } from 'zod';
import type { Schema, SchemaVersion } from '../registry-state.ts';
import { type ListingPlace, statusAt, versionsInListingOrder } from '../schema-versions.ts';
import { timestamp } from './answers.ts';
import { checkPageSize } from './input-checks.ts';
import { readNextToken, writeNextToken } from './next-token.ts';
import { operation, pagingShape, schemaIdShape } from './operation.ts';
import { findSchema } from './resolve.ts';

const input = z.object({ SchemaId: schemaIdShape, ...pagingShape });
const place = z.object({ group: z.enum(['available', 'other']), number: z.int().min(1) });

export const listSchemaVersions = operation(input, (request, { region, nowMs }) => {
  const { schema } = findSchema(request.SchemaId, region);
  const pageSize = checkPageSize(request.MaxResults);
  const listing = `versions of ${schema.arn}`;
  const after = readNextToken(request.NextToken, listing, place);
  const versions: SchemaVersion[] = [];
  let lastPlace: ListingPlace | undefined;
  let nextToken: string | undefined;
  for (const entry of versionsInListingOrder(schema, nowMs, after)) {
    if (versions.length === pageSize) {
      nextToken = writeNextToken(listing, lastPlace);
      break;
    }
    versions.push(entry.version);
    lastPlace = entry.place;
  }
  return { Schemas: versions.map((version) => summary(schema, version, nowMs)), NextToken: nextToken };
});

function summary(schema: Schema, version: SchemaVersion, nowMs: number): Record<string, unknown> {
  return {
    SchemaArn: schema.arn,
    SchemaVersionId: version.id,
    VersionNumber: version.number,
    Status: statusAt(schema, version, nowMs),
    CreatedTime: timestamp(version.createdAtMs),
  };
}
