import type { AvroShape, Named, PrimitiveKind, RecordShape, ShapeField } from './avro-shape.ts';

/*
 * Avro schema resolution: can a reader with one schema read everything a writer with another wrote? The rules are
 * the specification's, with two choices of Avro-Java, the service's implementation: named types match by their
 * unqualified name, or by a reader's alias that equals the writer's full name.
 */

/** What a reader of the key also accepts from a writer. */
const PROMOTIONS: Partial<Record<PrimitiveKind, readonly string[]>> = {
  long: ['int'],
  float: ['int', 'long'],
  double: ['int', 'long', 'float'],
  string: ['bytes'],
  bytes: ['string'],
};

/** Verdicts on pairs of records. A pair still being compared counts as readable, which ends recursion. */
type Verdicts = Map<RecordShape, Map<RecordShape, boolean>>;

export function canRead(reader: AvroShape, writer: AvroShape): boolean {
  return reads(reader, writer, new Map());
}

function reads(reader: AvroShape, writer: AvroShape, verdicts: Verdicts): boolean {
  if (writer.kind === 'union') return writer.branches.every((branch) => reads(reader, branch, verdicts));
  switch (reader.kind) {
    case 'union':
      return reader.branches.some((branch) => reads(branch, writer, verdicts));
    case 'array':
      return writer.kind === 'array' && reads(reader.items, writer.items, verdicts);
    case 'map':
      return writer.kind === 'map' && reads(reader.values, writer.values, verdicts);
    case 'fixed':
      return writer.kind === 'fixed' && namesMatch(reader, writer) && reader.size === writer.size;
    case 'enum':
      return (
        writer.kind === 'enum' &&
        namesMatch(reader, writer) &&
        (reader.hasDefault || writer.symbols.isSubsetOf(reader.symbols))
      );
    case 'record':
      return writer.kind === 'record' && namesMatch(reader, writer) && readsRecord(reader, writer, verdicts);
    default:
      return reader.kind === writer.kind || (PROMOTIONS[reader.kind]?.includes(writer.kind) ?? false);
  }
}

function readsRecord(reader: RecordShape, writer: RecordShape, verdicts: Verdicts): boolean {
  const byWriter = verdicts.get(reader) ?? new Map<RecordShape, boolean>();
  verdicts.set(reader, byWriter);
  const known = byWriter.get(writer);
  if (known !== undefined) return known;
  byWriter.set(writer, true);
  let verdict = true;
  for (const field of reader.fields.values()) verdict &&= readsField(field, writer.fields, verdicts);
  byWriter.set(writer, verdict);
  return verdict;
}

function readsField(
  field: ShapeField,
  writerFields: ReadonlyMap<string, ShapeField>,
  verdicts: Verdicts,
): boolean {
  let source = writerFields.get(field.name);
  for (const alias of field.aliases) {
    const other = writerFields.get(alias);
    if (other === undefined || other === source) continue;
    // More than one source is ambiguous, and an error in Avro.
    if (source !== undefined) return false;
    source = other;
  }
  return source === undefined ? field.hasDefault : reads(field.shape, source.shape, verdicts);
}

function namesMatch(reader: Named, writer: Named): boolean {
  return reader.unqualifiedName === writer.unqualifiedName || reader.aliases.includes(writer.name);
}
