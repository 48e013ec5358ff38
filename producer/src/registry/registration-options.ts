import type { RecordDefinition } from '../definition.ts';
import type { RegisteredVersion } from './latest-version.ts';
import type { Registry, SchemaAddress } from './registry.ts';

/** What is worth a line in the log. */
export type RegistrationListener = {
  onLatest(version: RegisteredVersion): void;
  onRegistered(version: RegisteredVersion): void;
  onOtherCompatibility(found: string): void;
  /** What others registered at the same time is not in the latest version yet; the next new field mends it. */
  onUnionLeft(error: unknown): void;
};

export type RegistrationOptions = {
  client: Registry['client'];
  schema: SchemaAddress;
  maxNewVersionsPerHour: number;
  now: () => number;
  random: () => number;
};

/** What is needed beyond the latest version; `latest` itself for nothing, undefined when nobody needs any more. */
export type ToNeeded = (latest: RecordDefinition | undefined) => RecordDefinition | undefined;
