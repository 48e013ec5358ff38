/** The emulator cannot start: the person who started it has to change something. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError' as const;
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(
      `The configuration is not valid:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
      options,
    );
    this.problems = problems;
  }
}

/** An answer of the service that is an error; `code` and `message` are what the client sees, word for word. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError' as const;
  readonly code: string;
  readonly httpStatus: number;

  constructor(code: string, message: string, httpStatus = 400, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.httpStatus = httpStatus;
  }
}

export type AuthenticationFailure = 'missing' | 'incomplete' | 'unknown_key' | 'expired' | 'wrong_signature';

/**
 * The caller is not known; each protocol has its own code for the reason. The message of `incomplete` and
 * `wrong_signature` is for the client, the others have one sentence in each protocol.
 */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError' as const;
  readonly reason: AuthenticationFailure;

  constructor(reason: AuthenticationFailure, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The text is not a schema definition. The message is the parser's reason, for the client. */
export class InvalidDefinitionError extends Error {
  override readonly name = 'InvalidDefinitionError' as const;
}
