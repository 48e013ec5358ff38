import { encodeFrame } from '@glueline/schema-registry';
import { type Deadline, shareOf } from './deadline.ts';
import { InvalidEventError } from './errors.ts';
import { type Event, toEvent } from './event.ts';
import type { OutgoingRecord, Position } from './kafka/deliveries.ts';
import type { Publisher } from './kafka/publisher.ts';
import type { ResolvedVersion, SchemaEvolution } from './registry/schema-evolution.ts';

export type PublishResult = {
  topic: string;
  partition: number;
  offset: number;
  schemaName: string;
  schemaVersionId: string;
  schemaVersionNumber: number;
  deviceId: string;
  timestamp: string;
};

export type PublishParts = {
  topic: string;
  schemaName: string;
  deviceId: string;
  timestamp: () => string;
  evolution: SchemaEvolution;
  publisher: Publisher;
};

/** An event that may be published: its version is AVAILABLE. */
export type PreparedEvent = { event: Event; version: ResolvedVersion; record: OutgoingRecord };

/** What is left belongs to the brokers. */
const REGISTRATION_SHARE = 2 / 3;
/** A broker's own limit is 1 MiB unless configured; an item may have 400 KB. */
const MAX_FRAME_BYTES = 800_000;

/**
 * The way of one event: checked, given its schema version, encoded, framed, acknowledged. Nothing is published
 * unless its version is AVAILABLE. Keyed by device, so that a device's events stay in order.
 */
export async function publishEvent(
  payload: unknown,
  parts: PublishParts,
  deadline: Deadline,
): Promise<PublishResult> {
  const prepared = await prepareEvent(payload, parts, deadline);
  const [position] = await parts.publisher.publish([prepared.record], deadline);
  if (position instanceof Error) throw position;
  return toPublishResult(prepared, position!, parts);
}

export async function prepareEvent(
  payload: unknown,
  parts: PublishParts,
  deadline: Deadline,
): Promise<PreparedEvent> {
  const event = toEvent(payload, parts);
  const version = await parts.evolution.resolveVersion(event, shareOf(deadline, REGISTRATION_SHARE));
  const frame = encodeFrame({
    schemaVersionId: version.id,
    payload: version.type.encode(version.datum),
    compression: 'none',
  });
  if (frame.length > MAX_FRAME_BYTES) {
    throw new InvalidEventError(
      `event must have at most ${MAX_FRAME_BYTES} bytes as a record (received ${frame.length})`,
    );
  }
  return { event, version, record: { key: event.deviceId, value: frame } };
}

export function toPublishResult(
  { event, version }: PreparedEvent,
  position: Position,
  { topic, schemaName }: PublishParts,
): PublishResult {
  return {
    topic,
    ...position,
    schemaName,
    schemaVersionId: version.id,
    schemaVersionNumber: version.number,
    deviceId: event.deviceId,
    timestamp: event.timestamp,
  };
}
