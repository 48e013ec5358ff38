import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { compileDefinition } from '@glueline/schema-registry';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPutCompiler } from '../src/compiled-put.ts';
import { createJsonBytes } from '../src/json-bytes.ts';
import { toMapping } from '../src/mapping-settings.ts';
import { createItems, toPlainPut } from '../src/plain-put.ts';
import { createPuts } from '../src/put.ts';
import type { TableWrite } from '../src/table/table-writer.ts';
import { createRecord } from './doubles.ts';
import { definitions, payloads } from './random-data.ts';

const PLAIN = toMapping({ PARTITION_KEY: 'deviceId', SORT_KEY: 'timestamp' });
const FULL = toMapping({
  PARTITION_KEY: 'pk=deviceId',
  SORT_KEY: 'timestamp',
  ATTRIBUTE_NAMES: 'a=b',
  TTL_ATTRIBUTE: 'c',
  TTL_SECONDS: 60,
  KAFKA_ATTRIBUTES_PREFIX: 'd',
});

type Outcome =
  | { key: string; bytes: number; item: unknown }
  | { name: string; reason: unknown; message: string };

function toOutcome(create: () => TableWrite): Outcome {
  try {
    const { key, bytes, json } = create();
    return { key, bytes, item: parseExactly(Buffer.from(json).toString()) };
  } catch (error) {
    const { name, reason, message } = error as Error & { reason: unknown };
    return { name, reason, message };
  }
}

const STRING = /("(?:[^"\\]|\\.)*")(:?)/g;

/** With names in hex: `JSON.parse` may take one that is an escaped character for a backslash (nodejs/node#63785). */
function parseExactly(json: string): unknown {
  const toHex = (name: string) => Buffer.from(JSON.parse(name) as string).toString('hex');
  return JSON.parse(
    json.replaceAll(STRING, (text, name: string, colon: string) => (colon ? `"${toHex(name)}":` : text)),
  );
}

/** Base64 for bytes, as it is sent. */
function toSent(value: AttributeValue): unknown {
  if (value.B !== undefined) return { B: Buffer.from(value.B).toString('base64') };
  if (value.L !== undefined) return { L: value.L.map(toSent) };
  if (value.M !== undefined) return { M: mapSent(value.M) };
  return value;
}

const mapSent = (attributes: Record<string, AttributeValue>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, toSent(value)]));

const cases = definitions.chain((definition) => {
  const { schema } = compileDefinition(JSON.stringify(definition));
  return fc.record({ definition: fc.constant(JSON.stringify(definition)), payload: payloads(schema) });
});

describe.each([
  ['fields only', PLAIN],
  ['renamed and added attributes', FULL],
])('with %s', (_what, mapping) => {
  test('the compiled way, the plain one and the SDK’s marshaller come to the same item, key and size, or the same error', () => {
    const outcomes = { stored: 0, refused: 0 };
    fc.assert(
      fc.property(cases, ({ definition, payload }) => {
        const compiled = compileDefinition(definition);
        const version = { id: 'id', number: 1, definition, ...compiled };
        const record = createRecord(7);
        const toItem = createItems(mapping);
        const plain = toOutcome(() =>
          toPlainPut(toItem(compiled.read(payload), record), mapping, createJsonBytes()),
        );
        const { toWritable, toPut } = createPuts(mapping);
        const writable = toWritable(version);
        expect(toOutcome(() => toPut({ schemaVersionId: 'id', payload }, writable, record))).toEqual(plain);
        if (!('item' in plain)) {
          outcomes.refused += 1;
          return;
        }
        outcomes.stored += 1;
        const { compile, write } = createPutCompiler(mapping, createJsonBytes());
        const fields = compile(compiled.schema);
        const put = fields && write(fields, payload, record);
        expect(put && toOutcome(() => put)).toEqual(plain);
        // The marshaller loses an attribute of this name.
        if (definition.includes('__proto__')) return;
        // It takes an object that has a constructor of its own for something else.
        const attributes = new Map(Object.entries(toItem(compiled.read(payload), record)));
        expect(plain.item).toEqual(parseExactly(JSON.stringify(mapSent(marshall(attributes)))));
      }),
      { numRuns: 1000 },
    );
    expect(outcomes.stored).toBeGreaterThan(200);
    expect(outcomes.refused).toBeGreaterThan(100);
  });
});
