/**
 * One class per decision the caller makes. After any of them nothing was published (PublishError: nothing was
 * acknowledged). Messages name field paths and rules, never values.
 */

/** The event itself is wrong: sending it again cannot help. */
export class InvalidEventError extends Error {
  override name = 'InvalidEventError' as const;
}

/** A field has another type than the schema's latest version gives it. */
export class FieldConflictError extends Error {
  override name = 'FieldConflictError' as const;
}

/** The event would take the schema beyond a limit of this producer or the registry. */
export class SchemaLimitError extends Error {
  override name = 'SchemaLimitError' as const;
}

/** The registry refused the evolved schema under the schema's compatibility mode. */
export class IncompatibleSchemaError extends Error {
  override name = 'IncompatibleSchemaError' as const;
}

/** The registry could not be asked, or did not settle the new version in time: try again. */
export class RegistrationError extends Error {
  override name = 'RegistrationError' as const;
}

/** So many versions were registered within an hour that one more is refused: what sends such events is wrong. */
export class SchemaBudgetError extends Error {
  override name = 'SchemaBudgetError' as const;
}

/** The brokers did not acknowledge the record: try again. It may be stored all the same. */
export class PublishError extends Error {
  override name = 'PublishError' as const;
}

/** An array is not a batch: it has no events or too many. */
export class BatchSizeError extends Error {
  override name = 'BatchSizeError' as const;
}

/** None of a batch's events was published: the whole of it may be sent again. */
export class BatchFailedError extends Error {
  override name = 'BatchFailedError' as const;
}
