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
// R
export const compatibilityNotValid = () => invalid('Compatibility is not valid.');
export const dataFormatNotValid = () => invalid('Data format is not valid.');
export const diffTypeNotValid = () => invalid('Schema diff type is not valid.');
export const tagCountNotValid = () => invalid('New Tags cannot be empty or more than 50');
export const nextTokenNotValid = () => invalid('NextToken is not valid.');
export const definitionNotValid = (reason: string) =>
  invalid(`Schema definition of AVRO data format is invalid: ${reason}`);
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
export const dataFormatNotCovered = (dataFormat: string) =>
  invalid(`The emulator does not cover data format ${dataFormat} yet; AVRO only.`);

export const tooMany = (resources: 'registries' | 'schema versions') =>
  limit(`More ${resources} cannot be created. The maximum limit has been reached.`);
