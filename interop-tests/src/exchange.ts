import type { Schema } from './avro-schema.ts';
import { branch, type Branch, type RecordValue, type Value } from './value.ts';

/** JSON that loses nothing, as `Values.java` reads and writes it. */
export type Exchanged = null | boolean | number | string | Exchanged[];

export function toExchange(schema: Schema, value: Value): Exchanged {
  switch (schema.kind) {
    case 'long':
      return (value as bigint).toString();
    case 'float':
      return toBits(4, (bits) => bits.writeFloatBE(value as number));
    case 'double':
      return toBits(8, (bits) => bits.writeDoubleBE(value as number));
    case 'bytes':
    case 'fixed':
      return (value as Buffer).toString('hex');
    case 'array':
      return (value as Value[]).map((each) => toExchange(schema.items, each));
    case 'map':
      return [...(value as Map<string, Value>)].map(([key, each]) => [key, toExchange(schema.items, each)]);
    case 'union': {
      const { index, value: inner } = value as Branch;
      return [index, toExchange(schema.branches[index]!, inner)];
    }
    case 'record':
      return schema.fields.map(({ name, schema: type }) => toExchange(type, (value as RecordValue)[name]!));
    default:
      return value as Exchanged;
  }
}

function toBits(byteCount: number, write: (bits: Buffer) => void): string {
  const bits = Buffer.alloc(byteCount);
  write(bits);
  return bits.toString('hex');
}

export function fromExchange(schema: Schema, exchanged: Exchanged): Value {
  switch (schema.kind) {
    case 'long':
      return BigInt(exchanged as string);
    case 'float':
      return Buffer.from(exchanged as string, 'hex').readFloatBE();
    case 'double':
      return Buffer.from(exchanged as string, 'hex').readDoubleBE();
    case 'bytes':
    case 'fixed':
      return Buffer.from(exchanged as string, 'hex');
    case 'array':
      return (exchanged as Exchanged[]).map((each) => fromExchange(schema.items, each));
    case 'map':
      return new Map(
        (exchanged as [string, Exchanged][]).map(([key, each]) => [key, fromExchange(schema.items, each)]),
      );
    case 'union': {
      const [index, inner] = exchanged as [number, Exchanged];
      return branch(index, fromExchange(schema.branches[index]!, inner));
    }
    case 'record': {
      const values = exchanged as Exchanged[];
      return Object.fromEntries(
        schema.fields.map(({ name, schema: type }, position) => [
          name,
          fromExchange(type, values[position]!),
        ]),
      );
    }
    default:
      return exchanged;
  }
}
