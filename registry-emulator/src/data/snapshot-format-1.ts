import { z } from 'zod';

/*
 * Format 1 knew neither metadata nor deletion: version n was element n - 1, and nothing was ever DELETING. The rest
 * is as in format 2, which checks it.
 */
const version = z.looseObject({});
const schema = z.looseObject({ versions: z.array(version) }).transform(({ versions, ...kept }) => ({
  ...kept,
  nextVersionNumber: versions.length + 1,
  versions: versions.map((each, index) => Object.assign(each, { number: index + 1, metadata: [] })),
}));
const registry = z.looseObject({ schemas: z.array(schema) });
const region = z.looseObject({ registries: z.array(registry) });
const snapshot = z.object({ regions: z.array(region) });

/** The same as format 2. Throws ZodError when the content is not a snapshot. */
export function snapshotOfFormat1(content: unknown): unknown {
  return { format: 2, regions: snapshot.parse(content).regions };
}
