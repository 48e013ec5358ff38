import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import draft04 from 'ajv-draft-04/dist/refs/json-schema-draft-04.json' with { type: 'json' };
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import draft07 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import { parseDefinitionJson } from './canonical-definition.ts';
import { InvalidDefinitionError } from './errors.ts';

/*
 * A JSON Schema is valid when the meta-schema of its draft says so: 04, 06 or 07, those the service takes. Formats
 * are not looked at, because the service's regular expressions and addresses are Java's and not JavaScript's.
 */
const META_SCHEMA = /^https?:\/\/json-schema\.org\/draft-(0[467])\/schema#?$/;

/** The service does not say which draft it takes a schema for that names none. */
const DEFAULT_DRAFT = '07';

const options = { strict: false, meta: false, validateSchema: false, validateFormats: false };

const validators: Readonly<Record<string, () => ValidateFunction>> = {
  '04': compileOnce(() => new AjvDraft04.default(options).compile(withoutEnumUniqueness(draft04))),
  '06': compileOnce(() => new Ajv(options).compile(withoutEnumUniqueness(draft06))),
  '07': compileOnce(() => new Ajv(options).compile(withoutEnumUniqueness(draft07))),
};

/** Throws InvalidDefinitionError, whose message is the reason. */
export function assertJsonSchemaDefinition(definition: string): void {
  const schema = parseDefinitionJson(definition);
  const validate = validatorOf(schema);
  if (validate(schema)) return;
  const [first] = validate.errors ?? [];
  throw new InvalidDefinitionError(`#${first?.instancePath ?? ''}: ${first?.message ?? 'not a JSON Schema'}`);
}

function validatorOf(schema: unknown): ValidateFunction {
  const address = (Object(schema) as { $schema?: unknown }).$schema;
  const draft =
    address === undefined ? DEFAULT_DRAFT : META_SCHEMA.exec(typeof address === 'string' ? address : '')?.[1];
  const validator = validators[draft ?? ''];
  if (validator !== undefined) return validator();
  throw new InvalidDefinitionError(
    'could not determine version: $schema is not draft-04, draft-06 or draft-07',
  );
}

// A meta-schema takes a moment to compile, and most emulators never see JSON Schema.
function compileOnce(compile: () => ValidateFunction): () => ValidateFunction {
  let compiled: ValidateFunction | undefined;
  return () => (compiled ??= compile());
}

/** The library compares every element of an `enum` with every other: minutes for one of eighty thousand. */
function withoutEnumUniqueness(metaSchema: AnySchemaObject): AnySchemaObject {
  const { uniqueItems: _uniqueItems, ...anyEnum } = metaSchema['properties'].enum;
  return { ...metaSchema, properties: { ...metaSchema['properties'], enum: anyEnum } };
}
