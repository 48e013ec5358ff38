import type { LogicalType } from './avro-schema.ts';
import type { JsonObject } from './avro-definition.ts';

/** Which of the types that can carry an annotation may carry which. */
const UNDERLYING: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['date', ['int']],
  ['time-millis', ['int']],
  ['time-micros', ['long']],
  ['timestamp-millis', ['long']],
  ['timestamp-micros', ['long']],
  ['timestamp-nanos', ['long']],
  ['local-timestamp-millis', ['long']],
  ['local-timestamp-micros', ['long']],
  ['local-timestamp-nanos', ['long']],
  ['uuid', ['string', 'fixed']],
  ['duration', ['fixed']],
  ['decimal', ['bytes', 'fixed']],
]);

const FIXED_BYTES = new Map([
  ['uuid', 16],
  ['duration', 12],
]);

/** Undefined for one that is unknown or malformed: such a value is its underlying type's. */
export function toLogicalType(kind: string, definition: JsonObject, size?: number): LogicalType | undefined {
  const name = definition['logicalType'];
  if (!UNDERLYING.get(name)?.includes(kind)) return undefined;
  if (name === 'decimal') return toDecimal(definition, size);
  const bytes = FIXED_BYTES.get(name as string);
  if (kind === 'fixed' && size !== bytes) return undefined;
  return { name } as LogicalType;
}

function toDecimal({ precision, scale = 0 }: JsonObject, size: number | undefined): LogicalType | undefined {
  if (!Number.isInteger(precision) || !Number.isInteger(scale)) return undefined;
  const digits = precision as number;
  if (digits < 1 || digits > toMaxDigits(size) || (scale as number) < 0 || (scale as number) > digits) {
    return undefined;
  }
  return { name: 'decimal', scale: scale as number };
}

/** How many digits always fit a two's complement of that many bytes. */
function toMaxDigits(bytes: number | undefined): number {
  return bytes === undefined ? Number.POSITIVE_INFINITY : Math.floor(Math.log10(2) * (8 * bytes - 1));
}
