import type { DataFormat } from '../data-format.ts';
import { ServiceError } from '../errors.ts';

/*
 * Every sentence the Glue half can answer, in one place. Clients decide by these texts (the official one looks for
 * "Schema version is not found." and "Schema is not found."), so they are the contract. Marked R: recorded from
 * the service or seen in a published stack trace. The rest are other emulators' or our own wording.
 */
const invalid = (message: string) => new ServiceError('InvalidInputException', message);
const notFound = (message: string) => new ServiceError('EntityNotFoundException', message);
const exists = (message: string) => new ServiceError('AlreadyExistsException', message);
const limit = (message: string) => new ServiceError('ResourceNumberLimitExceededException', message);

interface SchemaIdText {
  readonly registryName: string;
  readonly schemaName: string;
  readonly schemaArn: string | undefined;
}

const inSchema = (id: SchemaIdText) =>
  `RegistryName: ${id.registryName}, SchemaName: ${id.schemaName}, SchemaArn: ${id.schemaArn ?? 'null'}`;

// R
export const registryExists = (name: string) => exists(`Registry already exists. RegistryName: ${name}`);
// R; the variant without an ARN is what every operation but GetRegistry answers.
export const registryNotFound = (name: string) => notFound(`Registry is not found. RegistryName: ${name}`);
export const registryNotFoundByArn = (arn: string) => notFound(`Registry is not found. RegistryArn: ${arn}`);
// R with a name
export const registryToGetNotFound = (name: string | undefined, arn: string | undefined) =>
  notFound(`Registry is not found. RegistryName: ${name ?? 'null'}, RegistryArn: ${arn ?? 'null'}`);

// R
export const schemaExists = (name: string) => exists(`Schema already exists. SchemaName: ${name}`);
// R
export const schemaNotFound = (id: SchemaIdText) => notFound(`Schema is not found. ${inSchema(id)}`);
export const schemaNotFoundByArn = (arn: string) => notFound(`Schema is not found. SchemaArn: ${arn}`);

// R
export const versionIdNotFound = (id: string) =>
  notFound(`Schema version is not found. SchemaVersionId: ${id}`);
// R
export const definitionNotFound = () => notFound('Schema version is not found.');
export const versionNumberNotFound = (id: SchemaIdText, versionNumber: number | undefined) =>
  notFound(
    `Schema version is not found. ${inSchema(id)}, VersionNumber: ${versionNumber ?? 'null'}, ` +
      `isLatestVersion: ${versionNumber === undefined}`,
  );

// R for an absent schemaDefinition
export const lengthNotValid = (parameter: string) =>
  invalid(`The resource name contains too many or too few characters. Parameter Name: ${parameter}`);
export const charactersNotValid = (parameter: string) =>
  invalid(
    `The parameter value contains one or more characters that are not valid. Parameter Name: ${parameter}`,
  );
export const versionsNotValid = () =>
  invalid('Versions is not valid: version numbers and ranges such as 5-8, separated by commas.');
// R
export const checkpointMissing = () => invalid('Schema version checkpoint is missing.');
export const checkpointNotAvailable = () => invalid('Schema version checkpoint is not AVAILABLE.');
// R; the service's reference says 409, the service says 400.
export const checkpointNotDeletable = () => invalid('Cannot delete checkpoint version.');
export const firstVersionNotDeletable = () =>
  invalid('Cannot delete the first version of a schema; DeleteSchema deletes it with the schema.');
export const nothingToUpdate = () => invalid('One of VersionNumber or Compatibility has to be provided.');
// R
export const compatibilityNotValid = () => invalid('Compatibility is not valid.');
export const dataFormatNotValid = () => invalid('Data format is not valid.');
export const diffTypeNotValid = () => invalid('Schema diff type is not valid.');
export const tagCountNotValid = () => invalid('New Tags cannot be empty or more than 50');
export const nextTokenNotValid = () => invalid('NextToken is not valid.');
export const tagNotValid = () => invalid('Tag keys have 1 to 128 characters and tag values up to 256.');
export const resourceNotTaggable = () => invalid('Only registries and schemas can be tagged here.');
export const definitionNotValid = (dataFormat: DataFormat, reason: string) =>
  invalid(`Schema definition of ${dataFormat} data format is invalid: ${reason}`);
export const numberOutOfRange = (parameter: string, value: number, bound: string) =>
  invalid(
    `1 validation error detected: Value '${value}' at '${parameter}' failed to satisfy constraint: ` +
      `Member must have value ${bound}`,
  );

export const registryIdAmbiguous = () =>
  invalid('One of registryName or registryArn has to be provided, both cannot be provided.');
export const schemaIdAmbiguous = () =>
  invalid('One of (registryName and schemaName) or schemaArn has to be provided, both cannot be provided.');
export const schemaIdMissing = () =>
  invalid('At least one of (registryName and schemaName) or schemaArn has to be provided.');
export const versionIdNotAlone = () =>
  invalid('No other input parameters can be specified when fetching by SchemaVersionId.');
export const versionNumberAmbiguous = () =>
  invalid('Only one of VersionNumber or LatestVersion is required.');
export const versionNumberMissing = () => invalid('One of version number (or) latest version is required.');

export const versioningDisabled = (id: SchemaIdText) =>
  invalid(
    `Compatibility DISABLED does not allow versioning. SchemaId: SchemaId(schemaArn=${id.schemaArn ?? 'null'}, ` +
      `schemaName=${id.schemaName}, registryName=${id.registryName})`,
  );
export const compareNotCovered = (dataFormat: DataFormat) =>
  invalid(`The emulator does not compare versions of data format ${dataFormat}.`);

/** What clients retry, and are then told that it is gone. */
const deleting = (what: string) =>
  new ServiceError('ConcurrentModificationException', `${what} is being deleted.`);
export const registryDeleting = (name: string) => deleting(`Registry ${name}`);
export const schemaDeleting = (registryName: string, schemaName: string) =>
  deleting(`Schema ${schemaName} of registry ${registryName}`);

// R
export const metadataExists = (versionId: string, { key, value }: { key: string; value: string }) =>
  exists(
    `Resource already exist for schema version id: ${versionId}, metadata key: ${key}, metadata value: ${value}`,
  );
// R, with the space at its end
export const metadataNotFound = (versionId: string) =>
  notFound(`Metadata is not found for the schema version. SchemaVersionId: ${versionId} `);
export const tooMuchMetadata = () =>
  limit('Your resource limits for Schema Version Metadata have been exceeded.');

export const tooMany = (resources: 'registries' | 'schema versions') =>
  limit(`More ${resources} cannot be created. The maximum limit has been reached.`);
