import { assertNumber, assertText } from './json-value.ts';
import { SUITED, SUITED_LOOSELY, type TypePlan, UNSUITED } from './type-plan.ts';
import { MISFIT } from './walk.ts';

const MAX_INT = 2 ** 31 - 1;
const MIN_INT = -(2 ** 31);

/**
 * | Avro                | takes of JSON                                                                    |
 * |---------------------|----------------------------------------------------------------------------------|
 * | null, boolean       | null; true and false                                                             |
 * | string              | any string                                                                       |
 * | string, uuid        | strings that look like one                                                       |
 * | int, long           | whole numbers within their range; also where a logical type gives them a unit    |
 * | double              | any number                                                                       |
 * | float               | fractions, rounded to its 24 bits; whole numbers only if they are exact in it    |
 * | bytes, fixed        | nothing: JSON has no bytes, and a guess at base64 could be wrong                 |
 */
export function toScalarPlan(type: string, logicalType?: string): TypePlan {
  switch (type) {
    case 'null':
      return toPlan((value) => (value === null ? SUITED : UNSUITED), { takesNull: true });
    case 'boolean':
      return toPlan((value) => (typeof value === 'boolean' ? SUITED : UNSUITED));
    case 'string':
      return logicalType === 'uuid' ? toTextPlan((text) => UUID.test(text)) : ANY_TEXT;
    case 'int':
      return toNumberPlan((value) => (isInt(value) ? SUITED : UNSUITED));
    case 'long':
      return toNumberPlan((value) => (Number.isInteger(value) ? SUITED : UNSUITED));
    case 'double':
      return toNumberPlan(() => SUITED);
    case 'float':
      return toNumberPlan(suitsFloat);
    default:
      return toPlan(() => UNSUITED);
  }
}

/** An enum takes the strings that are its symbols. */
export function toEnumPlan(symbols: readonly string[]): TypePlan {
  const known = new Set(symbols);
  return toTextPlan((text) => known.has(text));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const ANY_TEXT: TypePlan = { ...toTextPlan(() => true), takesAnyText: true };

const isInt = (value: number) => Number.isInteger(value) && value >= MIN_INT && value <= MAX_INT;

function suitsFloat(value: number): number {
  const rounded = Math.fround(value);
  if (rounded === value) return SUITED;
  return Number.isInteger(value) || !Number.isFinite(rounded) ? UNSUITED : SUITED_LOOSELY;
}

function toPlan(suits: TypePlan['suits'], extra: Partial<TypePlan> = {}): TypePlan {
  const fit = (value: unknown) => (suits(value) === UNSUITED ? MISFIT : value);
  return { fit, suits, takesNull: false, takesAnyText: false, ...extra };
}

function toTextPlan(isTaken: (text: string) => boolean): TypePlan {
  return toPlan((value) => (typeof value === 'string' && isTaken(value) ? SUITED : UNSUITED), {
    fit(value, walk) {
      if (typeof value !== 'string' || !isTaken(value)) return MISFIT;
      assertText(value, walk.path);
      return value;
    },
  });
}

function toNumberPlan(suitsNumber: (value: number) => number): TypePlan {
  return toPlan((value) => (typeof value === 'number' ? suitsNumber(value) : UNSUITED), {
    fit(value, walk) {
      if (typeof value !== 'number') return MISFIT;
      assertNumber(value, walk.path);
      return suitsNumber(value) === UNSUITED ? MISFIT : value;
    },
  });
}
