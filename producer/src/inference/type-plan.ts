import type { Fit } from './walk.ts';

/** How well a value's outside suits a type: not at all; with a loss or with new fields; as it is. */
export const UNSUITED = 0;
export const SUITED_LOOSELY = 1;
export const SUITED = 2;

/** What a definition says about one type, made once per schema version. */
export type TypePlan = {
  fit: Fit;
  /** Tells the branches of a union apart without walking into the value. */
  suits: (value: unknown) => number;
  takesNull: boolean;
  /** Not an enum, nor a string that must look like something. */
  takesAnyText: boolean;
};
