import { FieldConflictError } from '../errors.ts';
import { toPathText } from './field-path.ts';
import { type JsonObject, readMember } from './json-value.ts';
import { addNewField } from './new-field.ts';
import type { FieldPlan, RecordPlan } from './record-plan.ts';
import { MISFIT, type Walk } from './walk.ts';

/** The object that is being fitted, and what is made of it. */
type Place = { object: JsonObject; datum: Record<string, unknown> };

/** The table's key: another value under another name would be another item. */
const KEY_FIELDS = new Set(['deviceId', 'timestamp']);
const EVENT_LEVEL = 1;

/**
 * Finds a place for a value that its field does not take, by policy. Answers false where there is none, so that the
 * whole object is a misfit of what is around it: a field that is required and not brought, or not taken, has no
 * value that could be written.
 * Throws FieldConflictError for the table's key, and where the place is taken.
 */
export function settleMisfit(
  record: RecordPlan,
  { field, reason }: { field: FieldPlan; reason: string },
  place: Place,
  walk: Walk,
): boolean {
  if (walk.level === EVENT_LEVEL && KEY_FIELDS.has(field.sentName)) throw new FieldConflictError(reason);
  const value = readMember(place.object, field.sentName);
  walk.misfit = reason;
  // A null says nothing that could be kept elsewhere.
  if (value === undefined || value === null) return false;
  const stringify = walk.options.conflictPolicy === 'stringify';
  if (stringify && field.plan.takesAnyText) {
    place.datum[field.name] = field.plan.fit(JSON.stringify(value), walk);
  } else {
    if (field.absent === MISFIT) return false;
    place.datum[field.name] = field.absent;
    walk.misfit = undefined;
    putBeside(record, { name: field.sentName, value }, place, walk);
  }
  walk.misfit = undefined;
  return true;
}

/**
 * | policy    | the value of `name` goes to                                                                |
 * |-----------|--------------------------------------------------------------------------------------------|
 * | stringify | `name__string`, as its JSON text                                                           |
 * | sidecar   | `name__double`, `__string`, `__boolean`, `__record` or `__array`; if an array has items of |
 * |           | several types, or of another one than `name__array` has, `name__json`, as its JSON text    |
 */
function putBeside(
  record: RecordPlan,
  sent: { name: string; value: unknown },
  place: Place,
  walk: Walk,
): void {
  if (walk.options.conflictPolicy === 'sidecar') {
    const sidecar = { name: `${sent.name}__${toSuffix(sent.value)}`, value: sent.value };
    if (put(record, sidecar, place, walk)) return;
    if (!Array.isArray(sent.value)) throwTaken(sent.name, sidecar.name, walk);
  }
  putTextBeside(record, sent, place, walk);
}

export function putTextBeside(
  record: RecordPlan,
  sent: { name: string; value: unknown },
  place: Place,
  walk: Walk,
): void {
  const suffix = walk.options.conflictPolicy === 'stringify' ? 'string' : 'json';
  const text = { name: `${sent.name}__${suffix}`, value: JSON.stringify(sent.value) };
  if (!put(record, text, place, walk)) throwTaken(sent.name, text.name, walk);
}

/** False when the field that is there takes no such value, or when the value says too little to make one. */
function put(
  record: RecordPlan,
  { name, value }: { name: string; value: unknown },
  { object, datum }: Place,
  walk: Walk,
): boolean {
  // The event has a field of that name itself: two values cannot be in one.
  if ((readMember(object, name) ?? null) !== null) return false;
  const known = record.bySentName.get(name);
  const newFieldCount = walk.newFields.length;
  walk.path.push(name);
  const fitted = known === undefined ? addNewField(record, name, value, walk) : known.plan.fit(value, walk);
  walk.path.pop();
  walk.misfit = undefined;
  if (known === undefined) return fitted === 'added';
  if (fitted === MISFIT) walk.newFields.length = newFieldCount;
  else datum[known.name] = fitted;
  return fitted !== MISFIT;
}

function toSuffix(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return 'double';
  return typeof value === 'object' ? 'record' : typeof value;
}

function throwTaken(name: string, beside: string, walk: Walk): never {
  throw new FieldConflictError(
    `field ${toPathText([...walk.path, name])} does not fit, and ${JSON.stringify(beside)} beside it is taken`,
  );
}
