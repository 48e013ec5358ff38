import type { Compatibility, GlueClient } from '@aws-sdk/client-glue';
import { RegistrationError } from '../errors.ts';

export type SchemaAddress = { registryName: string; schemaName: string; compatibility: Compatibility };

/** One schema of the registry, for as long as the signal lets. */
export type Registry = {
  readonly client: Pick<GlueClient, 'send'>;
  readonly schema: SchemaAddress;
  readonly signal: AbortSignal;
};

export function toSchemaId({ schema }: Registry) {
  return { RegistryName: schema.registryName, SchemaName: schema.schemaName };
}

/** The service has one exception for a missing registry, schema and version: only the sentence tells which. */
export function isNotFound(error: unknown, sentence: string): boolean {
  return (
    error instanceof Error && error.name === 'EntityNotFoundException' && error.message.startsWith(sentence)
  );
}

export function toRegistrationError(what: string, error: unknown): RegistrationError {
  if (error instanceof RegistrationError) return error;
  return new RegistrationError(`${what} (${error instanceof Error ? error.name : 'unknown error'})`, {
    cause: error,
  });
}

/**
 * What passes by itself: somebody else changed the schema between our look and our write, or calls came too fast.
 * The SDK for JavaScript retries the second a few times and the first not at all.
 */
const CONTENTION = new Set([
  'AlreadyExistsException',
  'ConcurrentModificationException',
  'ThrottlingException',
  'TooManyRequestsException',
]);

export function isContention(error: unknown): boolean {
  return (
    error instanceof RegistrationError && error.cause instanceof Error && CONTENTION.has(error.cause.name)
  );
}
