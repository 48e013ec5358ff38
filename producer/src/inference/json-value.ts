import { InvalidEventError } from '../errors.ts';
import { type FieldPath, toPathText } from './field-path.ts';
import { MAX_LEVELS, MAX_NAME_LENGTH } from './limits.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Not a Date, a Map or a Buffer, which only direct callers can send: their content is not in their members. */
export function isJsonObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // By shape and not by identity: values of another realm have another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A member of its own: "toString" is a name like any other, and every object seems to have one. */
export function readMember(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The kind of a value: an error may say it, the value itself stays out. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return isJsonObject(value) ? 'an object' : 'an object of a class';
  if (typeof value === 'number' && !Number.isInteger(value)) return 'a number with a fraction';
  return `a ${typeof value}`;
}

/** JSON.parse rounds larger numbers without a word: nobody can know any more whether this one was rounded. */
export function assertNumber(value: number, path: FieldPath): void {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return;
  throw new InvalidEventError(
    `field ${toPathText(path)} must be a number within ±(2^53 - 1): beyond, numbers are rounded before they arrive`,
  );
}

/** UTF-8, and so Avro and DynamoDB, have no form for it: encoders put another character in its place. */
export function assertText(value: string, path: FieldPath): void {
  if (value.isWellFormed()) return;
  throw new InvalidEventError(
    `field ${toPathText(path)} must be well-formed Unicode: it has half of a surrogate pair`,
  );
}

/** `path` is of the object that has the name; the name itself may be too long for a message. */
export function assertName(name: string, path: FieldPath): void {
  const place = path.length === 0 ? '' : ` in ${toPathText(path)}`;
  if (name.length === 0 || name.length > MAX_NAME_LENGTH) {
    throw new InvalidEventError(
      `field names${place} must have 1 to ${MAX_NAME_LENGTH} characters (received ${name.length})`,
    );
  }
  if (!name.isWellFormed()) {
    throw new InvalidEventError(
      `field names${place} must be well-formed Unicode: one has half of a surrogate pair`,
    );
  }
}

export function assertLevel(level: number, path: FieldPath): void {
  if (level <= MAX_LEVELS) return;
  throw new InvalidEventError(
    `field ${toPathText(path)} is nested too deep: an event has at most ${MAX_LEVELS} levels`,
  );
}
