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

/** What a change answers, as far as the model knows it. */
type Outcome = readonly [number, string] | readonly number[] | 'updated' | { readonly refused: string };

const invalid: Outcome = { refused: 'InvalidInputException' };

function modelled(each: Change, model: Model): Outcome {
  if (each.kind === 'register') return modelledRegistration(each, model);
  return each.kind === 'delete' ? modelledDeletion(each, model) : modelledUpdate(each, model);
}

type Of<Kind> = Extract<Change, { kind: Kind }>;

function modelledRegistration({ type, mark }: Of<'register'>, model: Model): Outcome {
  const definition = definitionOf(type, mark);
  const known = model.versions.find((version) => version.definition === definition);
  const latest = model.versions.findLast((version) => version.isAvailable)?.type ?? 'none';
  const isAvailable = model.mode === 'NONE' || type === 'none' || latest === 'none' || type === latest;
  const version = known ?? { number: model.nextNumber++, definition, type, isAvailable };
  if (known === undefined) model.versions.push(version);
  return [version.number, version.isAvailable ? 'AVAILABLE' : 'FAILURE'];
}

function modelledDeletion({ first, more }: Of<'delete'>, model: Model): Outcome {
  const range = Array.from({ length: more + 1 }, (_, index) => first + index);
  if (range.includes(1) || range.includes(model.checkpoint)) return invalid;
  const present = new Set(model.versions.map(({ number }) => number));
  model.versions = model.versions.filter(({ number }) => !range.includes(number));
  return range.filter((number) => !present.has(number));
}

function modelledUpdate({ mode, checkpoint }: Of<'update'>, model: Model): Outcome {
  const version = model.versions.find(({ number }) => number === checkpoint);
  if (version === undefined) return { refused: 'EntityNotFoundException' };
  if (!version.isAvailable) return invalid;
  model.mode = mode;
  model.checkpoint = checkpoint;
  return 'updated';
}

interface SchemaId {
  readonly RegistryName: string;
  readonly SchemaName: string;
}

async function performed(each: Change, glue: GlueClient, SchemaId: SchemaId): Promise<Outcome> {
  try {
    return await perform(each, glue, SchemaId);
  } catch (error) {
    return { refused: (error as Error).name };
  }
}

async function perform(each: Change, glue: GlueClient, SchemaId: SchemaId): Promise<Outcome> {
  if (each.kind === 'register') {
    const SchemaDefinition = definitionOf(each.type, each.mark);
    const answer = await glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition }));
    return [answer.VersionNumber!, answer.Status!];
  }
  if (each.kind === 'delete') {
    const Versions = `${each.first}-${each.first + each.more}`;
    const answer = await glue.send(new DeleteSchemaVersionsCommand({ SchemaId, Versions }));
    return answer.SchemaVersionErrors!.map((error) => error.VersionNumber!);
  }
  const SchemaVersionNumber = { VersionNumber: each.checkpoint };
  await glue.send(new UpdateSchemaCommand({ SchemaId, Compatibility: each.mode, SchemaVersionNumber }));
  return 'updated';
}

function modelledState(model: Model) {
  const newestFirst = model.versions.toReversed();
  return {
    listed: [
      ...newestFirst.filter((version) => version.isAvailable).map(({ number }) => [number, 'AVAILABLE']),
      ...newestFirst.filter((version) => !version.isAvailable).map(({ number }) => [number, 'FAILURE']),
    ],
    schema: [model.mode, model.checkpoint, newestFirst[0]?.number, model.nextNumber],
  };
}

async function readState(glue: GlueClient, SchemaId: SchemaId) {
  // Three a page, so that the places between pages are part of what is checked.
  const pages = await Array.fromAsync(
    paginateListSchemaVersions({ client: glue, pageSize: 3 }, { SchemaId }),
  );
  const listed = pages.flatMap((page) => page.Schemas ?? []);
  const schema = await glue.send(new GetSchemaCommand({ SchemaId }));
  return {
    listed: listed.map((version) => [version.VersionNumber, version.Status]),
    schema: [
      schema.Compatibility,
      schema.SchemaCheckpoint,
      schema.LatestSchemaVersion,
      schema.NextSchemaVersion,
    ],
  };
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
      for (const each of changes) {
        expect(await performed(each, glue, SchemaId)).toEqual(modelled(each, model));
      }
      expect(await readState(glue, SchemaId)).toEqual(modelledState(model));
    }),
    { numRuns: 60 },
  );
});
