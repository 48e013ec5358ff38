import type { Cursor } from './datum-cursor.ts';
import { DatumError } from './errors.ts';

/**
 * An item of DynamoDB has at most 400 KB and takes two bytes or more for each value inside of it, so no datum that
 * can be stored has more values than this. Some values take no byte of a datum at all: an array of a trillion nulls
 * fits in ten bytes.
 */
const MAX_VALUES = 250_000;
/** An item has at most 32 levels. A recursive definition could otherwise nest as deep as there are bytes. */
const MAX_DEPTH = 64;

/** Throws DatumError `too_many_values`. */
export function count(cursor: Cursor, values: number): void {
  cursor.values += values;
  if (cursor.values > MAX_VALUES) {
    throw new DatumError('too_many_values', `a datum has at most ${MAX_VALUES} values`);
  }
}

/** Into a record, array or map; whoever enters also leaves. Throws DatumError `too_deep`. */
export function enter(cursor: Cursor): void {
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) throw new DatumError('too_deep', `a datum has at most ${MAX_DEPTH} levels`);
}

export function leave(cursor: Cursor): void {
  cursor.depth -= 1;
}
