import { isDeepStrictEqual } from 'node:util';
import { applyPatch, createPatch, type Operation, Pointer } from 'rfc6902';
import { parseDefinitionJson } from './canonical-definition.ts';

/*
 * The service answers a version compare with a JSON Patch (RFC 6902) in a string. The library finds the shortest
 * patch between two arrays with a table of their lengths multiplied, each cell holding a list: minutes and
 * gigabytes for two records of thousands of fields. So what two arrays share at their beginning and end is taken
 * off first, which leaves little of any real evolution, and what is still too much work is replaced whole.
 */
type Difference = NonNullable<Parameters<typeof createPatch>[2]>;

/** One compare may do about as much as two arrays of 200 that share nothing need: some 130 MB, half a second. */
const MAX_WORK = 2 * 200 ** 3;
/** Measured against an element of the library's table. */
const WORK_PER_ARRAY = 50;
const WORK_PER_MEMBER = 20;

export function diffDefinitions(first: string, second: string): string {
  const before = parseDefinitionJson(first);
  const after = parseDefinitionJson(second);
  const patch = createPatch(before, after, boundedDifference());
  return JSON.stringify(withArrayPositions(before, patch));
}

function boundedDifference(): Difference {
  let doneWork = 0;
  // Undefined leaves the pair to the library.
  const difference: Difference = (before: unknown, after: unknown, pointer) => {
    const replace: Operation = { op: 'replace', path: pointer.toString(), value: after };
    if (isElement(pointer) && namesDiffer(before, after)) return [replace];
    if (Array.isArray(before) && Array.isArray(after)) {
      const ends = sharedEnds(before, after);
      const middles = [withoutEnds(before, ends), withoutEnds(after, ends)] as const;
      if (doneWork + tableWork(...middles) > MAX_WORK) return [replace];
      if (ends.start + ends.end > 0 || before.length * after.length === 0) {
        return diffMiddles(middles, ends.start, pointer, difference);
      }
    }
    doneWork += workOn(before, after);
    if (doneWork <= MAX_WORK) return undefined;
    return isDeepStrictEqual(before, after) ? [] : [replace];
  };
  return difference;
}

const isElement = (pointer: Pointer): boolean => /^\d+$/.test(pointer.tokens.at(-1) ?? '');

// Two fields of different names are different fields; a patch that turns one into the other would say less.
function namesDiffer(before: unknown, after: unknown): boolean {
  const names = [before, after].map((value) =>
    typeof value === 'object' && value !== null ? (value as { name?: unknown }).name : undefined,
  );
  return typeof names[0] === 'string' && typeof names[1] === 'string' && names[0] !== names[1];
}

interface SharedEnds {
  readonly start: number;
  readonly end: number;
}

function sharedEnds(before: unknown[], after: unknown[]): SharedEnds {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isDeepStrictEqual(before[start], after[start])) start++;
  let end = 0;
  while (end < shorter - start && isDeepStrictEqual(before.at(-1 - end), after.at(-1 - end))) end++;
  return { start, end };
}

const withoutEnds = (array: unknown[], { start, end }: SharedEnds): unknown[] =>
  array.slice(start, array.length - end);

function diffMiddles(
  [before, after]: readonly [unknown[], unknown[]],
  start: number,
  pointer: Pointer,
  difference: Difference,
): Operation[] {
  // The library's recursion is as deep as the arrays are long, even when one of them is empty.
  const patch =
    before.length === 0 || after.length === 0
      ? [...before.map(() => removeFirst()), ...after.map(insertAt)]
      : withArrayPositions(before, createPatch(before, after, difference));
  for (const operation of patch) {
    const [index, ...rest] = operation.path.slice(1).split('/');
    operation.path = [pointer.toString(), start + Number(index), ...rest].join('/');
  }
  return patch;
}

const removeFirst = (): Operation => ({ op: 'remove', path: '/0' });

const insertAt = (value: unknown, index: number): Operation => ({ op: 'add', path: `/${index}`, value });

function tableWork(before: unknown[], after: unknown[]): number {
  return before.length * after.length * (before.length + after.length);
}

function workOn(before: unknown, after: unknown): number {
  if (Array.isArray(before) && Array.isArray(after)) return WORK_PER_ARRAY + tableWork(before, after);
  return WORK_PER_MEMBER * (Object.keys(Object(before)).length + Object.keys(Object(after)).length);
}

/** The library writes an appended element's place as "-"; the service writes its number. */
function withArrayPositions(before: unknown, patch: Operation[]): Operation[] {
  if (!patch.some((operation) => operation.path.endsWith('/-'))) return patch;
  const current = { root: structuredClone(before) };
  return patch.map((operation) => {
    const placed = { ...operation, path: numberedPath(current.root, operation.path) };
    applyPatch(current, [{ ...placed, path: `/root${placed.path}` }]);
    return placed;
  });
}

function numberedPath(root: unknown, path: string): string {
  if (!path.endsWith('/-')) return path;
  const parent = path.slice(0, -2);
  const array: unknown = Pointer.fromJSON(parent).get(root);
  return Array.isArray(array) ? `${parent}/${array.length}` : path;
}
