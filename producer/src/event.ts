import { InvalidEventError } from './errors.ts';
import { describe, isJsonObject } from './inference/json-value.ts';

/** What is published: JSON values by field name, always with its two key fields. */
export type Event = Readonly<Record<string, unknown>> & {
  readonly deviceId: string;
  readonly timestamp: string;
};

/** Both fields are the table's key; DynamoDB allows 2,048 bytes in a partition key, 1,024 in a sort key. */
const KEY_FIELDS = { deviceId: { maxBytes: 2048 }, timestamp: { maxBytes: 1024 } } as const;

/**
 * Makes an event of an invocation's payload; the payload's own `deviceId` and `timestamp` win over the given. What
 * else it holds is checked by the walk that fits it to its schema.
 * Throws InvalidEventError.
 */
export function toEvent(payload: unknown, given: { deviceId: string; timestamp: () => string }): Event {
  if (!isJsonObject(payload)) {
    throw new InvalidEventError(`event must be a JSON object (received ${describe(payload)})`);
  }
  const { deviceId = given.deviceId, timestamp = given.timestamp() } = payload;
  assertKey('deviceId', deviceId);
  assertKey('timestamp', timestamp);
  return { ...payload, deviceId, timestamp };
}

function assertKey(name: keyof typeof KEY_FIELDS, value: unknown): asserts value is string {
  if (typeof value !== 'string') {
    throw new InvalidEventError(`field ${name} must be a string (received ${describe(value)})`);
  }
  const { maxBytes } = KEY_FIELDS[name];
  const bytes = Buffer.byteLength(value);
  if (bytes === 0 || bytes > maxBytes) {
    throw new InvalidEventError(`field ${name} must have 1 to ${maxBytes} bytes (received ${bytes})`);
  }
}
