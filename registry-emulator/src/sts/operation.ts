import type { AccountsDirectory } from '../accounts-directory.ts';
import type { Caller } from '../authenticate.ts';
import type { RoleSessions } from '../role-sessions.ts';

export interface StsContext {
  readonly caller: Caller;
  readonly directory: AccountsDirectory;
  readonly sessions: RoleSessions;
  readonly nowMs: number;
}

export type StsParameters = ReadonlyMap<string, string>;

/** The members of the result element, in order; a number or text is an element, an object nests. */
export type StsResult = Readonly<Record<string, unknown>>;

export type StsOperation = (parameters: StsParameters, context: StsContext) => StsResult;
