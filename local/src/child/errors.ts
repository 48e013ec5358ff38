/** A child ended without being asked to. `lastLines` is what it said last. */
export class ChildDiedError extends Error {
  override name = 'ChildDiedError' as const;
  readonly childName: string;
  readonly lastLines: readonly string[];

  constructor(childName: string, how: string, lastLines: readonly string[]) {
    super(`${childName} ${how}`);
    this.childName = childName;
    this.lastLines = lastLines;
  }
}

/** A child runs but did not become usable in time. */
export class ChildNotReadyError extends Error {
  override name = 'ChildNotReadyError' as const;
  readonly lastLines: readonly string[];

  constructor(childName: string, deadlineMs: number, lastLines: readonly string[]) {
    super(`${childName} was not ready within ${deadlineMs / 1000} s`);
    this.lastLines = lastLines;
  }
}
