import { type TypePlan, UNSUITED } from './type-plan.ts';
import { type Fit, MISFIT } from './walk.ts';

/** A branch as the Avro library tells it apart: by its name, and by the kind of JavaScript value it takes. */
export type Branch = { name: string; kind: string; plan: TypePlan };

export function toUnionPlan(branches: readonly Branch[]): TypePlan {
  const takesNull = branches.some(({ plan }) => plan.takesNull);
  const others = branches.filter(({ plan }) => !plan.takesNull);
  const [only] = others;
  const fitOthers = others.length === 1 && only !== undefined ? only.plan.fit : toBestFit(branches, others);
  return {
    takesNull,
    takesAnyText: others.some(({ plan }) => plan.takesAnyText),
    suits: (value) => Math.max(...branches.map(({ plan }) => plan.suits(value))),
    fit: takesNull ? (value, walk) => (value === null ? null : fitOthers(value, walk)) : fitOthers,
  };
}

/**
 * Of several branches the one that suits best, the first of equals. The Avro library finds the branch of a datum
 * by itself where each has a kind of its own, and wants it named where two share one. Its own long, which this
 * project replaces to keep 64 bits, is a kind apart: only a BigInt tells it from the other numbers.
 */
function toBestFit(all: readonly Branch[], others: readonly Branch[]): Fit {
  const isNamed = new Set(all.map(({ kind }) => kind)).size < all.length;
  const hasLong = others.some(({ kind }) => kind === LONG_KIND);
  const longMeetsNumber = hasLong && others.some(({ kind }) => kind === NUMBER_KIND);
  // Whole numbers go to the long then: the other branch is one that would hold them too, and be confused with it.
  const ordered = longMeetsNumber
    ? others.toSorted((left, right) => Number(right.kind === LONG_KIND) - Number(left.kind === LONG_KIND))
    : others;
  return (value, walk) => {
    const branch = findBest(ordered, value);
    const datum = branch === undefined ? MISFIT : branch.plan.fit(value, walk);
    if (branch === undefined || datum === MISFIT) return MISFIT;
    if (isNamed) return { [branch.name]: datum };
    return longMeetsNumber && branch.kind === LONG_KIND ? BigInt(datum as number) : datum;
  };
}

export const LONG_KIND = 'abstract:long';
export const NUMBER_KIND = 'number';

function findBest(branches: readonly Branch[], value: unknown): Branch | undefined {
  let best: Branch | undefined;
  let bestSuits = UNSUITED;
  for (const branch of branches) {
    const suits = branch.plan.suits(value);
    if (suits > bestSuits) {
      best = branch;
      bestSuits = suits;
    }
  }
  return best;
}
