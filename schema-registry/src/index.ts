export { createAssumedRoleCredentials, type AssumedRoleCredentials } from './assumed-role.ts';
export type { AvroSchema, RecordSchema } from './avro-schema.ts';
export { compileAvroType, type AvroType } from './avro-type.ts';
export type { AvroDecimal, AvroRecord, AvroValue } from './avro-value.ts';
export { type Backoff, toBackoffMs } from './backoff.ts';
export { compileDefinition, compileProjection, type CompiledDefinition } from './compiled-definition.ts';
export {
  type Cursor,
  mismatch,
  readCount,
  readDouble,
  readInt,
  readLong,
  readText,
  skip,
} from './datum-cursor.ts';
export { count, enter, leave } from './datum-limits.ts';
export { compileRead, type Read, type ReadDatum } from './datum-reader.ts';
export { addressList, parseEnvironment, textMatching, wholeNumber } from './environment.ts';
export {
  AssumeRoleError,
  ConfigurationError,
  DatumError,
  FrameError,
  InvalidDefinitionError,
  RegistryUnavailableError,
  ResolutionError,
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
