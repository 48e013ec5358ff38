import { FieldConflictError } from '../errors.ts';
import { toPathText } from './field-path.ts';
import { assertName, isJsonObject, type JsonObject, readMember } from './json-value.ts';
import { addNewField } from './new-field.ts';
import type { FieldPlan, RecordPlan } from './record-plan.ts';
import { putTextBeside, settleMisfit } from './settle-misfit.ts';
import { SUITED, SUITED_LOOSELY, type TypePlan, UNSUITED } from './type-plan.ts';
import { assertJson, enterLevel, MISFIT, noteMisfit, noteMissing, type Walk } from './walk.ts';

/**
 * Has no prototype that could lend it a member, such as `__proto__` for a field of that name that nothing is written
 * to. A constructor and not Object.create(null), whose objects are slow.
 */
const Datum = function Datum() {} as unknown as new () => Record<string, unknown>;
Datum.prototype = Object.create(null) as object;

export function toRecordPlan(record: RecordPlan): TypePlan {
  return {
    takesNull: false,
    takesAnyText: false,
    suits: (value) => suitsRecord(record, value),
    fit(value, walk) {
      if (!isJsonObject(value)) return MISFIT;
      enterLevel(walk);
      const datum = fitMembers(record, value, walk);
      walk.level -= 1;
      return datum;
    },
  };
}

function fitMembers(record: RecordPlan, object: JsonObject, walk: Walk): unknown {
  const datum = new Datum();
  let misfits: { field: FieldPlan; reason: string }[] | undefined;
  let broughtCount = 0;
  for (const field of record.fields) {
    const member = readMember(object, field.sentName);
    if (member !== undefined) broughtCount += 1;
    const fitted = fitField(field, member, walk);
    datum[field.name] = fitted;
    if (fitted === MISFIT) {
      (misfits ??= []).push({ field, reason: walk.misfit! });
      walk.misfit = undefined;
    }
  }
  // After the loop, because a misfit may be written into a field that the event did not bring.
  for (const misfit of misfits ?? []) {
    if (!settleMisfit(record, misfit, { object, datum }, walk)) return MISFIT;
  }
  if (broughtCount < Object.keys(object).length) addUnknownMembers(record, { object, datum }, walk);
  return datum;
}

function fitField(field: FieldPlan, member: unknown, walk: Walk): unknown {
  if (member === undefined) {
    if (field.absent === MISFIT) noteMissing(walk, field.sentName);
    return field.absent;
  }
  const newFieldCount = walk.newFields.length;
  walk.path.push(field.sentName);
  const fitted = field.plan.fit(member, walk);
  if (fitted === MISFIT) {
    // What was found inside of a value that goes elsewhere is not needed here.
    walk.newFields.length = newFieldCount;
    noteMisfit(walk, field.typeText, member);
  }
  walk.path.pop();
  return fitted;
}

/** A null says nothing about a type: it brings no field, and its item has no such attribute either way. */
function addUnknownMembers(
  record: RecordPlan,
  place: { object: JsonObject; datum: Record<string, unknown> },
  walk: Walk,
): void {
  for (const [name, member] of Object.entries(place.object)) {
    if (record.bySentName.has(name)) continue;
    assertName(name, walk.path);
    if (member === null || member === undefined) continue;
    walk.path.push(name);
    assertJson(member, walk);
    const added = addNewField(record, name, member, walk);
    walk.path.pop();
    if (added === 'mixed') settleMixed(record, { name, value: member }, place, walk);
  }
}

function settleMixed(
  record: RecordPlan,
  sent: { name: string; value: unknown },
  place: { object: JsonObject; datum: Record<string, unknown> },
  walk: Walk,
): void {
  if (walk.options.conflictPolicy === 'reject') {
    throw new FieldConflictError(
      `field ${toPathText([...walk.path, sent.name])} must have items of one type`,
    );
  }
  putTextBeside(record, sent, place, walk);
}

function suitsRecord(record: RecordPlan, value: unknown): number {
  if (!isJsonObject(value)) return UNSUITED;
  for (const { sentName, absent } of record.fields) {
    if (absent === MISFIT && readMember(value, sentName) === undefined) return UNSUITED;
  }
  return Object.keys(value).every((name) => record.bySentName.has(name)) ? SUITED : SUITED_LOOSELY;
}
