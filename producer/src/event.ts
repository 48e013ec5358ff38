import { InvalidEventError } from './errors.ts';

export type Scalar = string | number | boolean | null;

/** What is published: scalars by field name, always with its two key fields. */
export type Event = Readonly<Record<string, Scalar>> & {
  readonly deviceId: string;
  readonly timestamp: string;
};

/** Both fields are the table's key; DynamoDB allows 2,048 bytes in a partition key, 1,024 in a sort key. */
const KEY_FIELDS = { deviceId: { maxBytes: 2048 }, timestamp: { maxBytes: 1024 } } as const;

/** What Avro accepts as a name. */
const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Makes an event of an invocation's payload; the payload's own `deviceId` and `timestamp` win over the given.
 * Throws InvalidEventError.
 */
export function toEvent(payload: unknown, given: { deviceId: string; timestamp: () => string }): Event {
  if (!isJsonObject(payload)) {
    throw new InvalidEventError(`event must be a JSON object (received ${describe(payload)})`);
  }
  for (const [name, value] of Object.entries(payload)) assertField(name, value);
  const fields = payload as Record<string, Scalar>;
  const { deviceId = given.deviceId, timestamp = given.timestamp() } = fields;
  assertKey('deviceId', deviceId);
  assertKey('timestamp', timestamp);
  return { ...fields, deviceId, timestamp };
}

function isJsonObject(payload: unknown): payload is Record<string, unknown> {
  return typeof payload === 'object' && payload !== null && !Array.isArray(payload);
}

function assertField(name: string, value: unknown): void {
  // As an object key `__proto__` is data in JSON but not in JavaScript: it would be dropped without a word.
  if (!FIELD_NAME.test(name) || name === '__proto__') {
    throw new InvalidEventError(
      `field ${JSON.stringify(name)} must be named with letters, digits and underscores, not starting with a digit`,
    );
  }
  if (typeof value === 'object' && value !== null) {
    throw new InvalidEventError(
      `field ${name} must be a string, a number, a boolean or null (received ${describe(value)})`,
    );
  }
}

function assertKey(name: keyof typeof KEY_FIELDS, value: Scalar): asserts value is string {
  if (typeof value !== 'string') {
    throw new InvalidEventError(`field ${name} must be a string (received ${describe(value)})`);
  }
  const { maxBytes } = KEY_FIELDS[name];
  const bytes = Buffer.byteLength(value);
  if (bytes === 0 || bytes > maxBytes) {
    throw new InvalidEventError(`field ${name} must have 1 to ${maxBytes} bytes (received ${bytes})`);
  }
}

/** The kind of a JSON value: an error may say it, the value itself stays out. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
