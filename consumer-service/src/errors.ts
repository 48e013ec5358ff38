/**
 * One class per decision. TombstoneError, ItemError and ItemRefusedError are about one record, which becomes a
 * dead letter. StartError and FatalError end the process. Messages never carry a payload or a key value.
 */

/** The record has no value, and its key does not say what to delete. */
export class TombstoneError extends Error {
  override name = 'TombstoneError' as const;
}

export type ItemErrorReason =
  | 'not_a_record'
  | 'missing_key'
  | 'invalid_key'
  | 'invalid_number'
  | 'invalid_name'
  | 'too_deep'
  | 'too_large';

/** The event cannot be an item of the table. */
export class ItemError extends Error {
  override name = 'ItemError' as const;
  readonly reason: ItemErrorReason;

  constructor(reason: ItemErrorReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** DynamoDB refused this one item for good. */
export class ItemRefusedError extends Error {
  override name = 'ItemRefusedError' as const;
}

/** What DynamoDB answered to a batch instead of taking it. Named, and with the status, as the SDK has it. */
export class TableAnswerError extends Error {
  readonly $metadata: { httpStatusCode: number | undefined };

  constructor(name: string, message: string, httpStatusCode: number | undefined) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode };
  }
}

/** Something the service cannot run without is missing or wrong. */
export class StartError extends Error {
  override name = 'StartError' as const;
}

/** The service cannot go on by itself: the platform has to start it anew. */
export class FatalError extends Error {
  override name = 'FatalError' as const;
}

/** An operation took longer than it may. */
export class DeadlineError extends Error {
  override name = 'DeadlineError' as const;
}
