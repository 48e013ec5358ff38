import type { FieldDefinition, RecordDefinition } from '../definition.ts';
import { FieldConflictError, InvalidEventError } from '../errors.ts';
import { type FieldPath, ITEMS, toPathText } from './field-path.ts';
import {
  assertLevel,
  assertName,
  assertNumber,
  assertText,
  describe,
  isJsonObject,
  type JsonObject,
} from './json-value.ts';

export const CONFLICT_POLICIES = ['reject', 'stringify', 'sidecar'] as const;

export type InferenceOptions = {
  schemaName: string;
  /** Paths whose numbers become `long`. All others become `double`: JSON cannot tell 1 from 1.0. */
  integerFields: ReadonlySet<string>;
  /** What becomes of a value that does not fit the type its field has. */
  conflictPolicy: (typeof CONFLICT_POLICIES)[number];
};

/** Answered instead of a datum by a type that does not take the value. */
export const MISFIT = Symbol('misfit');

/** The datum of a value, or MISFIT. Throws InvalidEventError for what no type takes. */
export type Fit = (value: unknown, walk: Walk) => unknown;

export type NewField = { record: RecordDefinition; field: FieldDefinition; path: string };

/** One event on its way through a compiled definition: where it is, and what it has found. */
export type Walk = {
  readonly options: InferenceOptions;
  readonly path: FieldPath[number][];
  /** Records, arrays and maps around the current value, itself included. */
  level: number;
  /** What the definition lacks. With any of it the datum is incomplete. */
  readonly newFields: NewField[];
  /** Why the last MISFIT was one, told for the innermost value. */
  misfit: string | undefined;
};

export function startWalk(options: InferenceOptions): Walk {
  return { options, path: [], level: 0, newFields: [], misfit: undefined };
}

export function enterLevel(walk: Walk): void {
  walk.level += 1;
  assertLevel(walk.level, walk.path);
}

/** Throws FieldConflictError where the policy is to reject; an event that is wrong in itself is told first. */
export function noteMisfit(walk: Walk, typeText: string, value: unknown): void {
  if (walk.misfit !== undefined) return;
  assertJson(value, walk);
  note(
    walk,
    `field ${toPathText(walk.path)} must be ${typeText} as in the schema (received ${describe(value)})`,
  );
}

/** As `noteMisfit`. */
export function noteMissing(walk: Walk, name: string): void {
  const path = toPathText([...walk.path, name]);
  note(walk, `field ${path} is required by the schema and missing from the event`);
}

function note(walk: Walk, message: string): void {
  if (walk.options.conflictPolicy === 'reject') throw new FieldConflictError(message);
  walk.misfit ??= message;
}

/** For values that no type has walked over: those that are in conflict, and those of new fields. */
export function assertJson(value: unknown, walk: Pick<Walk, 'path' | 'level'>): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'number') assertNumber(value, walk.path);
  else if (typeof value === 'string') assertText(value, walk.path);
  else if (Array.isArray(value)) assertItems(value, walk);
  else if (isJsonObject(value)) assertMembers(value, walk);
  else {
    throw new InvalidEventError(
      `field ${toPathText(walk.path)} must be a JSON value (received ${describe(value)})`,
    );
  }
}

function assertItems(items: readonly unknown[], { path, level }: Pick<Walk, 'path' | 'level'>): void {
  const inside: Pick<Walk, 'path' | 'level'> = { path: [...path, ITEMS], level: level + 1 };
  assertLevel(inside.level, path);
  for (const item of items) assertJson(item, inside);
}

function assertMembers(object: JsonObject, { path, level }: Pick<Walk, 'path' | 'level'>): void {
  assertLevel(level + 1, path);
  for (const [name, member] of Object.entries(object)) {
    assertName(name, path);
    if (member !== undefined) assertJson(member, { path: [...path, name], level: level + 1 });
  }
}
