import { COMPATIBILITIES, type Compatibility } from '../compatibility.ts';
import { DATA_FORMATS, type DataFormat } from '../data-format.ts';
import * as errors from './errors.ts';

/* The limits are those of the service's published model. Parameter names are spelled as its sentences spell them. */
const MAX_NAME_LENGTH = 255;
const MAX_ARN_LENGTH = 10_240;
const MAX_DESCRIPTION_LENGTH = 2048;
const MAX_DEFINITION_LENGTH = 170_000;
const MAX_TAGS = 50;
const MAX_TAG_KEY_LENGTH = 128;
const MAX_TAG_VALUE_LENGTH = 256;
const MAX_METADATA_LENGTHS = { key: 128, value: 256 };
const MAX_VERSIONS_LENGTH = 100_000;
const MAX_VERSION_NUMBER = 100_000;
const MAX_PAGE_SIZE = 100;
const MAX_METADATA_PAGE_SIZE = 50;
const DEFAULT_PAGE_SIZE = 25;

const NAME = /^[a-zA-Z0-9\-_$#.]+$/;
const GLUE_ARN = /^arn:aws(-(cn|us-gov|iso(-[bef])?))?:glue:/;
// The model's own pattern: from "+" to "=" is a range, and has comma, slash, colon and semicolon in it.
const METADATA_TEXT = /^[a-zA-Z0-9+-=._./@]+$/;
const VERSION_ID = /^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$/;

export function checkName(name: string | undefined, parameter: 'registryName' | 'schemaName'): string {
  const text = checkLength(name, parameter, 1, MAX_NAME_LENGTH);
  if (!NAME.test(text)) throw errors.charactersNotValid(parameter);
  return text;
}

export function checkArn(arn: string, parameter: 'registryArn' | 'schemaArn' | 'resourceArn'): string {
  checkLength(arn, parameter, 1, MAX_ARN_LENGTH);
  if (!GLUE_ARN.test(arn)) throw errors.charactersNotValid(parameter);
  return arn;
}

export function checkVersionId(id: string): string {
  checkLength(id, 'schemaVersionId', 36, 36);
  if (!VERSION_ID.test(id)) throw errors.charactersNotValid('schemaVersionId');
  return id;
}

export function checkDescription(description: string | undefined): void {
  if (description !== undefined) checkLength(description, 'description', 0, MAX_DESCRIPTION_LENGTH);
}

export function checkTags(tags: Readonly<Record<string, string>> | undefined): void {
  checkTagKeys(Object.keys(tags ?? {}));
  if (Object.values(tags ?? {}).some((value) => value.length > MAX_TAG_VALUE_LENGTH))
    throw errors.tagNotValid();
}

export function checkTagKeys(keys: readonly string[] = []): readonly string[] {
  if (keys.length > MAX_TAGS) throw errors.tagCountNotValid();
  if (keys.some((key) => key.length < 1 || key.length > MAX_TAG_KEY_LENGTH)) throw errors.tagNotValid();
  return keys;
}

export function checkMetadataText(text: string | undefined, parameter: 'key' | 'value'): string {
  const checked = checkLength(text, parameter, 1, MAX_METADATA_LENGTHS[parameter]);
  if (!METADATA_TEXT.test(checked)) throw errors.charactersNotValid(parameter);
  return checked;
}

export function checkVersionsLength(versions: string | undefined): string {
  return checkLength(versions, 'versions', 1, MAX_VERSIONS_LENGTH);
}

export function checkDefinitionLength(definition: string | undefined): string {
  return checkLength(definition, 'schemaDefinition', 1, MAX_DEFINITION_LENGTH);
}

export function checkDataFormat(dataFormat: string | undefined): DataFormat {
  const known = DATA_FORMATS.find((one) => one === dataFormat);
  if (known === undefined) throw errors.dataFormatNotValid();
  return known;
}

// The model calls it optional; the service refuses to go without (recorded).
export function checkCompatibility(compatibility: string | undefined): Compatibility {
  const known = COMPATIBILITIES.find((one) => one === compatibility);
  if (known === undefined) throw errors.compatibilityNotValid();
  return known;
}

export function checkVersionNumber(versionNumber: number): number {
  return checkRange(versionNumber, 'versionNumber', MAX_VERSION_NUMBER);
}

export function checkPageSize(maxResults: number | undefined): number {
  return maxResults === undefined ? DEFAULT_PAGE_SIZE : checkRange(maxResults, 'maxResults', MAX_PAGE_SIZE);
}

export function checkMetadataPageSize(maxResults: number | undefined): number {
  return checkRange(maxResults ?? DEFAULT_PAGE_SIZE, 'maxResults', MAX_METADATA_PAGE_SIZE);
}

function checkLength(text: string | undefined, parameter: string, min: number, max: number): string {
  if (text === undefined || text.length < min || text.length > max) throw errors.lengthNotValid(parameter);
  return text;
}

function checkRange(value: number, parameter: string, max: number): number {
  if (value < 1) throw errors.numberOutOfRange(parameter, value, 'greater than or equal to 1');
  if (value > max) throw errors.numberOutOfRange(parameter, value, `less than or equal to ${max}`);
  return value;
}
