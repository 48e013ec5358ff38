export { createAssumedRoleCredentials, type AssumedRoleCredentials } from './assumed-role.ts';
export { compileAvroType, type AvroType } from './avro-type.ts';
export { type Backoff, toBackoffMs } from './backoff.ts';
export { addressList, parseEnvironment, textMatching, wholeNumber } from './environment.ts';
export {
  AssumeRoleError,
  ConfigurationError,
  DatumError,
  FrameError,
  InvalidDefinitionError,
  RegistryUnavailableError,
  SchemaVersionNotFoundError,
  type DatumErrorReason,
  type FrameErrorReason,
} from './errors.ts';
export { decodeFrame, encodeFrame, type Frame, type FrameCompression } from './frame.ts';
export type { Long } from './long-type.ts';
export { createRoleToAssume, type RoleToAssume } from './role-to-assume.ts';
export {
  createSchemaVersionReader,
  type SchemaReadResult,
  type SchemaVersion,
  type SchemaVersionReader,
} from './schema-version-reader.ts';
