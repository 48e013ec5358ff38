import { GetSchemaVersionCommand, type SchemaVersionStatus } from '@aws-sdk/client-glue';
import { type Backoff, toBackoffMs } from '@glueline/schema-registry';
import { setTimeout as delay } from 'node:timers/promises';
import { RegistrationError } from '../errors.ts';
import type { Registry } from './registry.ts';

/** Modes that compare with all versions answer PENDING, and had settled 3 s later when AWS was recorded. */
const POLL: Backoff = { baseMs: 100, maxMs: 1000 };
const MIN_POLL_MS = 50;

/** Asks until the version, ours or somebody else's, is no longer PENDING. Throws RegistrationError at the deadline. */
export async function waitUntilSettled(
  { client, signal }: Registry,
  id: string,
): Promise<SchemaVersionStatus | undefined> {
  const command = new GetSchemaVersionCommand({ SchemaVersionId: id });
  try {
    for (let polls = 0; ; polls++) {
      await delay(MIN_POLL_MS + toBackoffMs(polls, POLL, Math.random), undefined, { signal });
      const { Status: status } = await client.send(command, { abortSignal: signal });
      if (status !== 'PENDING') return status;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new RegistrationError(`schema version ${id} is still PENDING and the time is over`, {
      cause: error,
    });
  }
}
