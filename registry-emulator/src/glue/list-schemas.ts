import { z } from 'zod';
import { schemaSummary } from './answers.ts';
import { operation, pagingShape, registryIdShape } from './operation.ts';
import { pageByName } from './page.ts';
import { findRegistry } from './resolve.ts';

const input = z.object({ RegistryId: registryIdShape, ...pagingShape });

export const listSchemas = operation(input, ({ RegistryId, ...paging }, { region }) => {
  // Without an id the list goes across the registries; schema names repeat there, so the place has both names.
  const registries =
    RegistryId === undefined ? [...region.registries.values()] : [findRegistry(RegistryId, region)];
  const named = registries.flatMap((registry) =>
    [...registry.schemas.values()].map((schema) => [`${registry.name}/${schema.name}`, schema] as const),
  );
  const { items, nextToken } = pageByName('schemas', named, paging);
  return { Schemas: items.map(schemaSummary), NextToken: nextToken };
});
