import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  DeleteSchemaVersionsCommand,
  GetSchemaCommand,
  type GlueClient,
  paginateListSchemaVersions,
  RegisterSchemaVersionCommand,
  UpdateSchemaCommand,
} from '@aws-sdk/client-glue';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestClock, createTestEmulator, PRODUCER, recordOf } from '../emulator-fixture.ts';

/*
 * Random changes of one schema against a model that knows nothing but numbers. Definitions have one field `a` of
 * type int or string, or none, and a mark that makes them different; under BACKWARD only int and string cannot follow
 * each other.
 */
type FieldType = 'int' | 'string' | 'none';

interface ModelVersion {
  readonly number: number;
  readonly definition: string;
  readonly type: FieldType;
  readonly isAvailable: boolean;
}

interface Model {
  versions: ModelVersion[];
  nextNumber: number;
  checkpoint: number;
  mode: 'NONE' | 'BACKWARD';
}

type Change =
  | { readonly kind: 'register'; readonly type: FieldType; readonly mark: number }
  | { readonly kind: 'delete'; readonly first: number; readonly more: number }
  | { readonly kind: 'update'; readonly mode: 'NONE' | 'BACKWARD'; readonly checkpoint: number };

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('register' as const),
      type: fc.constantFrom<FieldType>('int', 'string', 'none'),
      mark: fc.integer({ min: 0, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      first: fc.integer({ min: 1, max: 9 }),
      more: fc.integer({ min: 0, max: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('update' as const),
      mode: fc.constantFrom('NONE' as const, 'BACKWARD' as const),
      checkpoint: fc.integer({ min: 1, max: 9 }),
    }),
  },
);

const definitionOf = (type: FieldType, mark: number): string =>
  recordOf({ ...(type === 'none' ? {} : { a: type }), [`mark${mark}`]: 'int' });

const available = (model: Model) => model.versions.filter((version) => version.isAvailable);

function expectedRegistration(model: Model, type: FieldType, definition: string): ModelVersion {
  const known = model.versions.find((version) => version.definition === definition);
  if (known !== undefined) return known;
  const latest = available(model).at(-1)?.type ?? 'none';
  const isAvailable = model.mode === 'NONE' || type === 'none' || latest === 'none' || type === latest;
  const added = { number: model.nextNumber++, definition, type, isAvailable };
  model.versions.push(added);
  return added;
}

async function apply(each: Change, model: Model, glue: GlueClient, SchemaId: SchemaId): Promise<void> {
  if (each.kind === 'register') {
    const definition = definitionOf(each.type, each.mark);
    const expected = expectedRegistration(model, each.type, definition);
    expect(
      await glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition: definition })),
    ).toMatchObject({
      VersionNumber: expected.number,
      Status: expected.isAvailable ? 'AVAILABLE' : 'FAILURE',
    });
  } else if (each.kind === 'delete') await applyDelete(each, model, glue, SchemaId);
  else await applyUpdate(each, model, glue, SchemaId);
}

async function applyDelete(
  { first, more }: Extract<Change, { kind: 'delete' }>,
  model: Model,
  glue: GlueClient,
  SchemaId: SchemaId,
): Promise<void> {
  const last = first + more;
  const isInRange = (number: number) => number >= first && number <= last;
  const answer = glue.send(new DeleteSchemaVersionsCommand({ SchemaId, Versions: `${first}-${last}` }));
  if (isInRange(1) || isInRange(model.checkpoint)) {
    await expect(answer).rejects.toMatchObject({ name: 'InvalidInputException' });
    return;
  }
  const present = new Set(model.versions.map(({ number }) => number));
  const missing = Array.from({ length: more + 1 }, (_, index) => first + index).filter(
    (number) => !present.has(number),
  );
  expect((await answer).SchemaVersionErrors?.map((error) => error.VersionNumber)).toEqual(missing);
  model.versions = model.versions.filter(({ number }) => !isInRange(number));
}

async function applyUpdate(
  { mode, checkpoint }: Extract<Change, { kind: 'update' }>,
  model: Model,
  glue: GlueClient,
  SchemaId: SchemaId,
): Promise<void> {
  const answer = glue.send(
    new UpdateSchemaCommand({
      SchemaId,
      Compatibility: mode,
      SchemaVersionNumber: { VersionNumber: checkpoint },
    }),
  );
  const version = model.versions.find(({ number }) => number === checkpoint);
  if (version === undefined) await expect(answer).rejects.toMatchObject({ name: 'EntityNotFoundException' });
  else if (!version.isAvailable)
    await expect(answer).rejects.toMatchObject({ name: 'InvalidInputException' });
  else {
    await answer;
    model.mode = mode;
    model.checkpoint = checkpoint;
  }
}

interface SchemaId {
  readonly RegistryName: string;
  readonly SchemaName: string;
}

async function assertSame(model: Model, glue: GlueClient, SchemaId: SchemaId): Promise<void> {
  const newestFirst = model.versions.toReversed();
  const expected = [
    ...newestFirst.filter((version) => version.isAvailable).map(({ number }) => [number, 'AVAILABLE']),
    ...newestFirst.filter((version) => !version.isAvailable).map(({ number }) => [number, 'FAILURE']),
  ];
  // Three a page, so that the places between pages are part of what is checked.
  const pages = await Array.fromAsync(
    paginateListSchemaVersions({ client: glue, pageSize: 3 }, { SchemaId }),
  );
  const listed = pages.flatMap((page) => page.Schemas ?? []);
  expect(listed.map((version) => [version.VersionNumber, version.Status])).toEqual(expected);
  expect(await glue.send(new GetSchemaCommand({ SchemaId }))).toMatchObject({
    Compatibility: model.mode,
    SchemaCheckpoint: model.checkpoint,
    LatestSchemaVersion: newestFirst[0]?.number,
    NextSchemaVersion: model.nextNumber,
  });
}

test('numbers, statuses and listing order stay consistent under any sequence of changes', async () => {
  const { glueAs } = await createTestEmulator({ clock: createTestClock().now });
  const glue = glueAs(PRODUCER);
  await glue.send(new CreateRegistryCommand({ RegistryName: 'r' }));
  let schemaCount = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 5, maxLength: 25 }), async (changes) => {
      const SchemaId = { RegistryName: 'r', SchemaName: `s${schemaCount++}` };
      const definition = definitionOf('none', 0);
      await glue.send(
        new CreateSchemaCommand({
          RegistryId: { RegistryName: 'r' },
          SchemaName: SchemaId.SchemaName,
          DataFormat: 'AVRO',
          Compatibility: 'BACKWARD',
          SchemaDefinition: definition,
        }),
      );
      const first = { number: 1, definition, type: 'none', isAvailable: true } as const;
      const model: Model = { versions: [first], nextNumber: 2, checkpoint: 1, mode: 'BACKWARD' };
      for (const each of changes) await apply(each, model, glue, SchemaId);
      await assertSame(model, glue, SchemaId);
    }),
    { numRuns: 60 },
  );
});
