/**
 * One step on the way from the configuration to the table. Results are three: a hop is well, it failed, or it was
 * not tried because one it needs had failed.
 */
export type HopName =
  | 'configuration'
  | 'credentials'
  | 'role'
  | 'registry'
  | 'dns'
  | 'tcp'
  | 'tls'
  | 'authentication'
  | 'cluster'
  | 'topic'
  | 'dead-letter topic'
  | 'group'
  | 'table';

/** Why it probably failed, and where that is mended. */
export type Advice = { readonly cause: string; readonly where: string };

export type HopResult = {
  readonly hop: HopName;
  /** Which one of several: a role, a broker. */
  readonly subject: string | undefined;
  readonly result: 'ok' | 'failed' | 'not tried';
  readonly durationMs: number;
  /** What was found, or what failed. Never a credential. */
  readonly detail: string;
  readonly advice: Advice | undefined;
};

/** What a hop found out that is not as it must be, where no client has an error for it. */
export class HopError extends Error {
  override name = 'HopError' as const;
  /** Tells failures of one hop apart. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
