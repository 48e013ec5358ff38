import { DEFAULT_REGISTRY_NAME, registryArn, schemaArn } from '../arn.ts';

/*
 * What each operation of the schema registry is authorised on. A caller must be allowed the action on every one of
 * them; the service asks for the registry first (seen in published stack traces of GetSchemaByDefinition). No
 * resource at all means that only a statement about "*" allows it, as for GetSchemaVersion by id. Which of the other
 * operations are of no resource is our reading of the service authorization reference.
 */
interface Owner {
  readonly accountId: string;
  readonly region: string;
}

type Members = Readonly<Record<string, unknown>>;
type ResourcesOf = (input: Members, owner: Owner) => readonly string[];

const nothing: ResourcesOf = () => [];
const namedRegistry: ResourcesOf = ({ RegistryName: name }, { accountId, region }) => [
  registryArn(accountId, region, toText(name)),
];
const registry: ResourcesOf = ({ RegistryId: id }, owner) => [registryOf(toMembers(id), owner)];
const registryIfNamed: ResourcesOf = (input, owner) =>
  input['RegistryId'] === undefined ? [] : registry(input, owner);
const schema: ResourcesOf = ({ SchemaId: id }, owner) => schemaOf(toMembers(id), owner);
const schemaUnlessById: ResourcesOf = (input, owner) =>
  input['SchemaVersionId'] === undefined ? schema(input, owner) : [];
const newSchema: ResourcesOf = (input, owner) => {
  const parent = registryOf(toMembers(input['RegistryId']), owner);
  return [parent, `${parent.replace(':registry/', ':schema/')}/${toText(input['SchemaName'])}`];
};
const tagged: ResourcesOf = ({ ResourceArn: arn }) => [toText(arn)];

export const GLUE_RESOURCES: ReadonlyMap<string, ResourcesOf> = new Map([
  ['CreateRegistry', namedRegistry],
  ['GetRegistry', registry],
  ['UpdateRegistry', registry],
  ['DeleteRegistry', registry],
  ['ListRegistries', nothing],
  ['CreateSchema', newSchema],
  ['GetSchema', schema],
  ['UpdateSchema', schema],
  ['DeleteSchema', schema],
  ['ListSchemas', registryIfNamed],
  ['RegisterSchemaVersion', schema],
  ['GetSchemaVersion', schemaUnlessById],
  ['GetSchemaByDefinition', schema],
  ['GetSchemaVersionsDiff', schema],
  ['ListSchemaVersions', schema],
  ['DeleteSchemaVersions', schema],
  ['CheckSchemaVersionValidity', nothing],
  ['PutSchemaVersionMetadata', schemaUnlessById],
  ['RemoveSchemaVersionMetadata', schemaUnlessById],
  ['QuerySchemaVersionMetadata', schemaUnlessById],
  ['GetTags', tagged],
  ['TagResource', tagged],
  ['UntagResource', tagged],
]);

/** No resource at all for an operation that is of none, and for one that is not known. */
export function readResources(operation: string, input: unknown, owner: Owner): readonly string[] {
  return GLUE_RESOURCES.get(operation)?.(toMembers(input), owner) ?? [];
}

function registryOf(id: Members, { accountId, region }: Owner): string {
  return typeof id['RegistryArn'] === 'string'
    ? id['RegistryArn']
    : registryArn(accountId, region, toText(id['RegistryName'] ?? DEFAULT_REGISTRY_NAME));
}

// An ARN is taken as it is, also one of another account: the caller's policies decide about it.
function schemaOf(id: Members, { accountId, region }: Owner): readonly string[] {
  const { SchemaArn: arn } = id;
  if (typeof arn === 'string') {
    const parent = arn.replace(/:schema\/([^/]*)\/.*$/, ':registry/$1');
    return parent === arn ? [arn] : [parent, arn];
  }
  const [registryName, schemaName] = [toText(id['RegistryName']), toText(id['SchemaName'])];
  return [
    registryArn(accountId, region, registryName),
    schemaArn(accountId, region, registryName, schemaName),
  ];
}

/** What is not of the right type is refused by the operation itself, with its own error; here it is no name. */
const toText = (value: unknown): string => (typeof value === 'string' ? value : '');
const toMembers = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};
