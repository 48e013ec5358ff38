/**
 * What an event and a schema may be. Each limit is what the parts behind this one can still handle; beyond it the
 * event is refused with a typed error, never cut down.
 */

/** DynamoDB's limit on the levels of an item. The event itself is the first; records and arrays both count. */
export const MAX_LEVELS = 32;

/** DynamoDB's limit on attribute names wherever a key or an index is concerned. Counted as sent, in UTF-16 units. */
export const MAX_NAME_LENGTH = 255;

/**
 * An object whose member names are data, such as ids, brings a schema version with almost every event. The registry
 * has 10,000 versions for all schemas of an account and region together: such an object is stopped while they last.
 */
export const MAX_FIELDS_PER_RECORD = 500;

/** What fits in a definition of the length below with names of about 30 characters. */
export const MAX_FIELDS_PER_SCHEMA = 2000;

/** The Glue Schema Registry's own limit on a definition. */
export const MAX_DEFINITION_LENGTH = 170_000;
