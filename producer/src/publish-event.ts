import { encodeFrame } from '@glueline/schema-registry';
import { toEvent } from './event.ts';
import type { Publisher } from './kafka/publisher.ts';
import type { SchemaEvolution } from './registry/schema-evolution.ts';

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

/**
 * The way of one event: checked, given its schema version, encoded, framed, acknowledged. Nothing is published
 * unless its version is AVAILABLE. Keyed by device, so that a device's events stay in order.
 */
export async function publishEvent(payload: unknown, parts: PublishParts): Promise<PublishResult> {
  const event = toEvent(payload, parts);
  const version = await parts.evolution.resolveVersion(event);
  const frame = encodeFrame({
    schemaVersionId: version.id,
    payload: version.type.encode(version.datum),
    compression: 'none',
  });
  const position = await parts.publisher.publish({ key: event.deviceId, value: frame });
  return {
    topic: parts.topic,
    ...position,
    schemaName: parts.schemaName,
    schemaVersionId: version.id,
    schemaVersionNumber: version.number,
    deviceId: event.deviceId,
    timestamp: event.timestamp,
  };
}
