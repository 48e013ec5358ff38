import { type AvroType, compileAvroType } from '@glueline/schema-registry';
import avro from 'avsc';
import {
  type ComplexDefinition,
  type RecordDefinition,
  toDefinitionText,
  type TypeDefinition,
} from '../src/definition.ts';
import { type Event, toEvent } from '../src/event.ts';
import { evolve, type Evolved, type InferenceOptions } from '../src/evolve.ts';

export const options: InferenceOptions = {
  schemaName: 'sensor',
  integerFields: new Set(['count', 'visit.count', 'visits.count']),
  conflictPolicy: 'reject',
};

export const key = { deviceId: '000001', timestamp: '2026-11-23T17:04:05.006007Z' };

export function event(fields: Readonly<Record<string, unknown>> = {}): Event {
  return toEvent(fields, { deviceId: key.deviceId, timestamp: () => key.timestamp });
}

/** What a sequence of events makes of a schema: each event's result, and the versions it would have registered. */
export function evolveThrough(sequence: readonly Event[], given: InferenceOptions = options) {
  const versions: RecordDefinition[] = [];
  const results: Evolved[] = [];
  for (const next of sequence) {
    const result = evolve(versions.at(-1), next, given);
    if (result.definition !== versions.at(-1)) versions.push(result.definition);
    results.push(result);
  }
  return { versions, results, latest: versions.at(-1)! };
}

/** One event into a schema of its own. */
export function inferField(fields: Record<string, unknown>, given: InferenceOptions = options) {
  const { definition } = evolve(undefined, event(fields), given);
  return definition.fields.filter(({ name }) => name !== 'deviceId' && name !== 'timestamp');
}

const compiled = new WeakMap<RecordDefinition, AvroType>();

/** Encodes and decodes an event's datum, and puts names back as they were sent. Nulls of records are left out. */
export function readBack({ definition, datum }: Evolved): unknown {
  const type = compiled.get(definition) ?? compileAvroType(toDefinitionText(definition));
  compiled.set(definition, type);
  return restore(type.decode(type.encode(datum)), definition);
}

/** As `readBack`, without the key. */
export function readFields(evolved: Evolved): unknown {
  const { deviceId: _deviceId, timestamp: _timestamp, ...fields } = readBack(evolved) as Event;
  return fields;
}

function restore(value: unknown, type: TypeDefinition): unknown {
  if (value === null || typeof value !== 'object') return value;
  const complex = toComplex(type);
  if (Array.isArray(value)) return value.map((item: unknown) => restore(item, complex.items!));
  const entries = complex.fields!.flatMap((field) => {
    const member = (value as Record<string, unknown>)[field.name];
    return member === null ? [] : [[field.originalName ?? field.name, restore(member, field.type)] as const];
  });
  return Object.fromEntries(entries);
}

/** The one complex type of an inferred union. */
export function toComplex(type: TypeDefinition): ComplexDefinition {
  if (typeof type === 'string') throw new Error(`expected a complex type, not ${type}`);
  return Array.isArray(type) ? toComplex(type.at(-1) as TypeDefinition) : (type as ComplexDefinition);
}

/** The library's resolvers keep field names in plain objects, where "constructor" meets what all objects inherit. */
const withoutRuntimeNames = (name: string, value: unknown) =>
  name === 'name' && String(value) in Object.prototype ? `${String(value)}_renamed` : value;

/** Judged by the Avro library: which versions do not read which others' data, as pairs of positions. */
export function findUnreadable(versions: readonly RecordDefinition[]): [reader: number, writer: number][] {
  const types = versions.map((version) =>
    avro.Type.forSchema(JSON.parse(toDefinitionText(version), withoutRuntimeNames) as avro.Schema),
  );
  return types.flatMap((reader, at) =>
    types.flatMap((writer, other) => (canRead(reader, writer) ? [] : [[at, other] as [number, number]])),
  );
}

function canRead(reader: avro.Type, writer: avro.Type): boolean {
  try {
    return reader.createResolver(writer) !== undefined;
  } catch {
    return false;
  }
}
