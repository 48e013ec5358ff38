/** More would wait for a connection, and that time would count as the table's. */
export const MAX_TABLE_REQUESTS = 64;

/**
 * DynamoDB answers within milliseconds: where none has begun to come after five seconds, none will. One that has may
 * still never end, so all of it has a limit too.
 */
export const TABLE_TIMEOUTS = { connectMs: 2000, answerMs: 5000, exchangeMs: 8000 };
