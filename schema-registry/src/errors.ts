/**
 * One class per decision the caller makes. Frame, datum, definition, resolution and not-found errors never succeed:
 * the record is a dead letter. RegistryUnavailableError and AssumeRoleError may pass: wait and ask again.
 * No message carries payload bytes, key values or credentials.
 */

export type FrameErrorReason =
  | 'too_short'
  | 'unknown_header'
  | 'unknown_compression'
  | 'bad_zlib'
  | 'too_large';

/** The bytes are not a frame of the Glue Schema Registry, or one whose payload cannot be unpacked. */
export class FrameError extends Error {
  override name = 'FrameError' as const;
  readonly reason: FrameErrorReason;

  constructor(reason: FrameErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

export type DatumErrorReason =
  | 'mismatch'
  | 'trailing_bytes'
  | 'invalid_utf8'
  | 'too_many_values'
  | 'too_deep';

/** A value does not fit its schema, or payload bytes are not one datum of it. */
export class DatumError extends Error {
  override name = 'DatumError' as const;
  readonly reason: DatumErrorReason;

  constructor(reason: DatumErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** A definition is not Avro that this package can compile. */
export class InvalidDefinitionError extends Error {
  override name = 'InvalidDefinitionError' as const;
}

/** What was written by one schema version has no place in the one it is to be read as. */
export class ResolutionError extends Error {
  override name = 'ResolutionError' as const;
}

/** The registry answered that there is no such schema version. */
export class SchemaVersionNotFoundError extends Error {
  override name = 'SchemaVersionNotFoundError' as const;
}

/** The registry gave no answer, or refused to give one: network, throttling, credentials, permissions. */
export class RegistryUnavailableError extends Error {
  override name = 'RegistryUnavailableError' as const;
}

/** STS did not hand out the role. `denied` tells a wrong role, trust policy or ExternalId from an outage. */
export class AssumeRoleError extends Error {
  override name = 'AssumeRoleError' as const;
  readonly denied: boolean;

  constructor(denied: boolean, message: string, options?: ErrorOptions) {
    super(message, options);
    this.denied = denied;
  }
}

/** Settings are missing or wrong. `problems` has one line per variable. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError' as const;
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`invalid configuration:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}
