/**
 * A parsed definition. References are resolved, so a recursive definition is a graph with circles; an annotation that
 * is not valid for its type is gone, as Avro asks.
 */
export type AvroSchema =
  | { kind: 'null' | 'boolean' | 'float' | 'double' }
  | { kind: 'int' | 'long' | 'string' | 'bytes'; logical: LogicalType | undefined }
  | FixedSchema
  | EnumSchema
  | RecordSchema
  | { kind: 'array'; items: AvroSchema }
  | { kind: 'map'; values: AvroSchema }
  | { kind: 'union'; branches: readonly AvroSchema[] };

type Named = { name: string; aliases: readonly string[] };

export type FixedSchema = Named & { kind: 'fixed'; size: number; logical: LogicalType | undefined };

export type EnumSchema = Named & {
  kind: 'enum';
  symbols: readonly string[];
  /** For symbols that a reader does not know. */
  defaultSymbol: string | undefined;
};

/** Also Avro's `error`. */
export type RecordSchema = Named & {
  kind: 'record';
  fields: readonly FieldSchema[];
  /** Of the fields, as the event's sender spelled them, each once. */
  originalNames: readonly string[];
};

export type FieldSchema = {
  name: string;
  aliases: readonly string[];
  schema: AvroSchema;
  /** As in the definition; undefined when it has none. */
  defaultJson: unknown;
};

export type LogicalType =
  | { name: 'decimal'; scale: number }
  | {
      name:
        | 'date'
        | 'time-millis'
        | 'time-micros'
        | 'timestamp-millis'
        | 'timestamp-micros'
        | 'timestamp-nanos'
        | 'local-timestamp-millis'
        | 'local-timestamp-micros'
        | 'local-timestamp-nanos'
        | 'uuid'
        | 'duration';
    };
