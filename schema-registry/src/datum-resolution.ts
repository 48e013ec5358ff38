import type { AvroSchema, EnumSchema, RecordSchema } from './avro-schema.ts';
import type { AvroRecord, AvroValue } from './avro-value.ts';
import { count, enter, leave } from './datum-limits.ts';
import {
  compileRead,
  inBranch,
  inList,
  inMap,
  PRIMITIVES,
  type Read,
  withLogicalValue,
} from './datum-reader.ts';
import { toDefaultValue } from './default-value.ts';
import { ResolutionError } from './errors.ts';
import { toShortestFloat } from './float.ts';

/** What is or was compiled: closes circles, and nothing is compiled twice however often it is used. */
type Known = {
  pairs: Map<RecordSchema, Map<RecordSchema, Attempt>>;
  unresolved: Map<AvroSchema, Read>;
};
type Attempt = { read: Read } | { error: ResolutionError };

/**
 * Reads what `writer` wrote as `reader` has it, by the rules of Avro's schema resolution. Throws ResolutionError when no
 * datum can be read so; the read throws it for one that cannot, such as one of a union's branch that the reader lacks.
 */
export function compileResolution(
  writer: AvroSchema,
  reader: AvroSchema,
  known: Known = { pairs: new Map(), unresolved: new Map() },
): Read {
  if (writer === reader) return compileRead(reader, known.unresolved);
  if (writer.kind === 'union') return resolveBranches(writer.branches, reader, known);
  if (reader.kind === 'union') return resolveIntoUnion(writer, reader.branches, known);
  if (writer.kind === 'record' && reader.kind === 'record') return resolveOnce(writer, reader, known);
  return withLogicalValue(reader, resolveUnderlying(writer, reader, known));
}

function resolveUnderlying(writer: AvroSchema, reader: AvroSchema, known: Known): Read {
  assertSameMeaning(writer, reader);
  if (writer.kind === 'array' && reader.kind === 'array') {
    return inList(compileResolution(writer.items, reader.items, known));
  }
  if (writer.kind === 'map' && reader.kind === 'map') {
    return inMap(compileResolution(writer.values, reader.values, known));
  }
  if (writer.kind === 'enum' && reader.kind === 'enum') return resolveEnum(writer, reader, known);
  if (writer.kind === 'fixed' && reader.kind === 'fixed') {
    assertSameName(writer, reader);
    if (writer.size !== reader.size) throw new ResolutionError(`fixed ${reader.name} has another size`);
    return compileRead({ ...writer, logical: undefined });
  }
  if (writer.kind === reader.kind) return PRIMITIVES[writer.kind as keyof typeof PRIMITIVES];
  const promote = PROMOTIONS[`${writer.kind} ${reader.kind}`];
  if (promote === undefined) throw new ResolutionError(`${writer.kind} cannot be read as ${reader.kind}`);
  return promote;
}

const toFloat: Read = (cursor) => toShortestFloat(Math.fround(Number(PRIMITIVES.long(cursor))));
const toDouble: Read = (cursor) => Number(PRIMITIVES.long(cursor));

const PROMOTIONS: Readonly<Record<string, Read>> = {
  'int long': PRIMITIVES.int,
  'int float': toFloat,
  'int double': PRIMITIVES.int,
  'long float': toFloat,
  'long double': toDouble,
  'float double': PRIMITIVES.float,
  'string bytes': PRIMITIVES.bytes,
  'bytes string': PRIMITIVES.string,
};

/** A number of milliseconds that is read as one of microseconds is wrong by a thousand, and nobody would notice. */
function assertSameMeaning(writer: AvroSchema, reader: AvroSchema): void {
  const before = 'logical' in writer ? writer.logical : undefined;
  const after = 'logical' in reader ? reader.logical : undefined;
  if (before === undefined || after === undefined) return;
  const sameScale = before.name !== 'decimal' || after.name !== 'decimal' || before.scale === after.scale;
  if (before.name !== after.name || !sameScale) {
    throw new ResolutionError(`${before.name} cannot be read as another ${after.name}`);
  }
}

function resolveBranches(branches: readonly AvroSchema[], reader: AvroSchema, known: Known): Read {
  const attempts = branches.map((branch) => attempt(() => compileResolution(branch, reader, known)));
  const failed = attempts.find((each) => 'error' in each);
  if (failed !== undefined && !attempts.some((each) => 'read' in each)) throw failed.error;
  return inBranch(
    attempts.map((each) =>
      'read' in each
        ? each.read
        : () => {
            throw each.error;
          },
    ),
  );
}

/** The branch that is most like what was written, or else the first that it can be read as. */
function resolveIntoUnion(writer: AvroSchema, branches: readonly AvroSchema[], known: Known): Read {
  const likeness = (branch: AvroSchema) => {
    if (branch.kind !== writer.kind) return 0;
    return 'name' in branch && 'name' in writer && branch.name === writer.name ? 2 : 1;
  };
  const candidates = branches.toSorted((left, right) => likeness(right) - likeness(left));
  for (const branch of candidates) {
    const tried = attempt(() => compileResolution(writer, branch, known));
    if ('read' in tried) return tried.read;
  }
  throw new ResolutionError(`${writer.kind} cannot be read as any branch of the union`);
}

function attempt(resolve: () => Read): Attempt {
  try {
    return { read: resolve() };
  } catch (error) {
    if (error instanceof ResolutionError) return { error };
    throw error;
  }
}

function resolveEnum(writer: EnumSchema, reader: EnumSchema, known: Known): Read {
  assertSameName(writer, reader);
  const symbols = new Set(reader.symbols);
  const written = compileRead(writer, known.unresolved);
  return (cursor) => {
    const symbol = written(cursor) as string;
    if (symbols.has(symbol)) return symbol;
    if (reader.defaultSymbol !== undefined) return reader.defaultSymbol;
    throw new ResolutionError(`enum ${reader.name} lacks a symbol and has no default`);
  };
}

function resolveOnce(writer: RecordSchema, reader: RecordSchema, known: Known): Read {
  const ofWriter = known.pairs.get(writer) ?? new Map<RecordSchema, Attempt>();
  known.pairs.set(writer, ofWriter);
  const done = ofWriter.get(reader);
  if (done !== undefined) {
    if ('error' in done) throw done.error;
    return done.read;
  }
  let outcome: Attempt | undefined;
  ofWriter.set(reader, {
    read(cursor) {
      if ('error' in outcome!) throw outcome.error;
      return outcome!.read(cursor);
    },
  });
  outcome = attempt(() => resolveRecord(writer, reader, known));
  ofWriter.set(reader, outcome);
  if ('error' in outcome) throw outcome.error;
  return outcome.read;
}

function resolveRecord(writer: RecordSchema, reader: RecordSchema, known: Known): Read {
  assertSameName(writer, reader);
  const written = new Map(writer.fields.map((field, index) => [field.name, index]));
  const targets = new Map<number, number>();
  const defaults: AvroValue[] = reader.fields.map((field, index) => {
    const from = [field.name, ...field.aliases]
      .map((name) => written.get(name))
      .find((each) => each !== undefined && !targets.has(each));
    if (from === undefined) return toDefaultValue(field);
    targets.set(from, index);
    return null;
  });
  const steps = writer.fields.map((field, index): [Read, number | undefined] => {
    const target = targets.get(index);
    // What the reader does not have is read all the same: its length is not known otherwise.
    if (target === undefined) return [compileRead(field.schema, known.unresolved), undefined];
    return [compileResolution(field.schema, reader.fields[target]!.schema, known), target];
  });
  return inReaderOrder(reader.originalNames, steps, defaults);
}

function inReaderOrder(
  names: readonly string[],
  steps: readonly (readonly [Read, number | undefined])[],
  defaults: readonly AvroValue[],
): Read {
  return (cursor): AvroRecord => {
    enter(cursor);
    count(cursor, Math.max(steps.length, names.length));
    const values = [...defaults];
    for (const [read, target] of steps) {
      const value = read(cursor);
      if (target !== undefined) values[target] = value;
    }
    leave(cursor);
    return { kind: 'record', names, values };
  };
}

type Named = { name: string; aliases: readonly string[] };

/** As Avro-Java compares them: a name may move to another namespace. */
function assertSameName(writer: Named, reader: Named): void {
  const name = toUnqualified(writer.name);
  if ([reader.name, ...reader.aliases].every((each) => toUnqualified(each) !== name)) {
    throw new ResolutionError(`${reader.name} has another name than what was written`);
  }
}

function toUnqualified(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
