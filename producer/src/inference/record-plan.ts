import type { RecordDefinition } from '../definition.ts';
import type { TypePlan } from './type-plan.ts';
import type { MISFIT } from './walk.ts';

export type FieldPlan = {
  /** In Avro. */
  name: string;
  /** In events. */
  sentName: string;
  plan: TypePlan;
  /** For messages. */
  typeText: string;
  /** What is written when the event does not bring it: null, the default (undefined), or nothing can be. */
  absent: null | undefined | typeof MISFIT;
};

export type RecordPlan = {
  /** The very object inside of the version's definition: new fields are added where it stands. */
  definition: RecordDefinition;
  fullName: string;
  fields: readonly FieldPlan[];
  bySentName: ReadonlyMap<string, FieldPlan>;
  /** Of the whole definition: full names of its records, enums and fixed types. */
  isTypeName: (fullName: string) => boolean;
};
