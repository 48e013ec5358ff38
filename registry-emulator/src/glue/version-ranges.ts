import * as errors from './errors.ts';
import { checkVersionNumber, checkVersionsLength } from './input-checks.ts';

const RANGE = /^([1-9]\d{0,9})(?:-([1-9]\d{0,9}))?$/;

/**
 * The version numbers that "5", "5-8" or "1-3,5" means, ascending, each once. The service's model has the first two
 * forms only. Throws InvalidInputException.
 */
export function readVersionRanges(text: string | undefined): readonly number[] {
  const ranges = checkVersionsLength(text).split(',').map(readRange);
  const numbers: number[] = [];
  // Thousands of overlapping ranges cost no more than the numbers there can be.
  let next = 1;
  for (const [first, last] of ranges.sort(([left], [right]) => left - right)) {
    for (next = Math.max(first, next); next <= last; next++) numbers.push(next);
  }
  return numbers;
}

function readRange(text: string): readonly [first: number, last: number] {
  const [, first, last = first] = RANGE.exec(text.trim()) ?? [];
  const range = [checkNumber(first), checkNumber(last)] as const;
  if (range[0] > range[1]) throw errors.versionsNotValid();
  return range;
}

function checkNumber(digits: string | undefined): number {
  if (digits === undefined) throw errors.versionsNotValid();
  return checkVersionNumber(Number(digits));
}
