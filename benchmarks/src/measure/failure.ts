/** A contender cannot go on: it is listed with this reason, and the others go on. */
export class ContenderFailedError extends Error {
  override name = 'ContenderFailedError' as const;
}
