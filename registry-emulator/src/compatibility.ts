import type { AvroShape } from './avro-shape.ts';
import { canRead } from './readability.ts';

export const COMPATIBILITIES = [
  'NONE',
  'DISABLED',
  'BACKWARD',
  'BACKWARD_ALL',
  'FORWARD',
  'FORWARD_ALL',
  'FULL',
  'FULL_ALL',
] as const;

export type Compatibility = (typeof COMPATIBILITIES)[number];

interface Rule {
  readonly newReadsOld: boolean;
  readonly oldReadsNew: boolean;
  readonly against: 'nothing' | 'latest' | 'all';
}

const RULES: Readonly<Record<Compatibility, Rule>> = {
  NONE: { newReadsOld: false, oldReadsNew: false, against: 'nothing' },
  // New versions are refused before anything is compared.
  DISABLED: { newReadsOld: false, oldReadsNew: false, against: 'nothing' },
  BACKWARD: { newReadsOld: true, oldReadsNew: false, against: 'latest' },
  BACKWARD_ALL: { newReadsOld: true, oldReadsNew: false, against: 'all' },
  FORWARD: { newReadsOld: false, oldReadsNew: true, against: 'latest' },
  FORWARD_ALL: { newReadsOld: false, oldReadsNew: true, against: 'all' },
  FULL: { newReadsOld: true, oldReadsNew: true, against: 'latest' },
  FULL_ALL: { newReadsOld: true, oldReadsNew: true, against: 'all' },
};

/** Only the check against all versions was recorded as PENDING; the others answer at once. */
export function settlesLater(compatibility: Compatibility): boolean {
  return RULES[compatibility].against === 'all';
}

/**
 * `usable`: the shapes of earlier versions that are not failures, newest first; read only as far as needed. A format
 * that has no shapes is not judged.
 */
export function isCompatible(
  compatibility: Compatibility,
  candidate: AvroShape | undefined,
  usable: Iterable<AvroShape>,
): boolean {
  const rule = RULES[compatibility];
  if (rule.against === 'nothing' || candidate === undefined) return true;
  for (const earlier of usable) {
    if (rule.newReadsOld && !canRead(candidate, earlier)) return false;
    if (rule.oldReadsNew && !canRead(earlier, candidate)) return false;
    if (rule.against === 'latest') return true;
  }
  return true;
}
