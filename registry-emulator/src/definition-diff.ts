import { isDeepStrictEqual } from 'node:util';
import { applyPatch, createPatch, type Operation, Pointer } from 'rfc6902';
import { parseDefinitionJson } from './canonical-definition.ts';

/*
 * The service answers a version compare with a JSON Patch (RFC 6902) in a string. The library finds the shortest
 * patch between two arrays with a table of their lengths multiplied, each cell holding a list: minutes and
 * gigabytes for two records of thousands of fields. So the common case, one run of elements added or removed, is
 * found here in one pass, and what is still too large for the table is replaced whole.
 */
type Difference = NonNullable<Parameters<typeof createPatch>[2]>;

/** Elements the library's table may hold over one compare: two arrays of 200 that share nothing; 130 MB at most. */
const MAX_TABLE_ELEMENTS = 2 * 200 ** 3;

export function diffDefinitions(first: string, second: string): string {
  const before = parseDefinitionJson(first);
  const after = parseDefinitionJson(second);
  const patch = createPatch(before, after, boundedDifference());
  return JSON.stringify(withArrayPositions(before, patch));
}

function boundedDifference(): Difference {
  let spentElements = 0;
  return (before: unknown, after: unknown, pointer) => {
    if (isElement(pointer) && namesDiffer(before, after))
      return [{ op: 'replace', path: pointer.toString(), value: after }];
    if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
    const run = oneRun(before, after, pointer);
    if (run !== undefined) return run;
    spentElements += before.length * after.length * (before.length + after.length);
    if (spentElements <= MAX_TABLE_ELEMENTS) return undefined;
    return [{ op: 'replace', path: pointer.toString(), value: after }];
  };
}

const isElement = (pointer: Pointer): boolean => /^\d+$/.test(pointer.tokens.at(-1) ?? '');

// Two fields of different names are different fields; a patch that turns one into the other would say less.
function namesDiffer(before: unknown, after: unknown): boolean {
  const names = [before, after].map((value) =>
    typeof value === 'object' && value !== null ? (value as { name?: unknown }).name : undefined,
  );
  return typeof names[0] === 'string' && typeof names[1] === 'string' && names[0] !== names[1];
}

/** The operations when the arrays are equal but for one run of elements that only one of them has. */
function oneRun(before: unknown[], after: unknown[], pointer: Pointer): Operation[] | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isDeepStrictEqual(before[start], after[start])) start++;
  let end = 0;
  while (end < shorter - start && isDeepStrictEqual(before.at(-1 - end), after.at(-1 - end))) end++;
  if (start + end !== shorter) return undefined;
  const removed = before.slice(start, before.length - end);
  const added = after.slice(start, after.length - end);
  return [
    ...removed.map(() => ({ op: 'remove' as const, path: pointer.add(String(start)).toString() })),
    ...added.map((value, index) => ({
      op: 'add' as const,
      path: pointer.add(String(start + index)).toString(),
      value,
    })),
  ];
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
