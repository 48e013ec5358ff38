import { decodeFrame, encodeFrame, type FrameCompression } from '@glueline/schema-registry';
import { parseSchema, type Schema } from './avro-schema.ts';
import { fromExchange, toExchange } from './exchange.ts';
import type { JavaPeer } from './java-peer.ts';
import { decode, encode } from './our-side.ts';
import { type Registry, REGISTRY_NAME } from './registry.ts';
import type { Value } from './value.ts';

export const COMPRESSIONS: readonly FrameCompression[] = ['none', 'zlib'];

/** No datum of the tests comes near it. */
const MAX_PAYLOAD_BYTES = 1_000_000;

/** One datum, written by one side and read by the other, through the registry. */
export type BothWays = {
  /** The id of the version that Java registered, its payload, and what we read in it. */
  javaToUs(datum: Datum): Promise<{ schemaVersionId: string; payload: Buffer; value: unknown }>;
  /** What we wrote, and what Java read in it. */
  usToJava(datum: Datum): Promise<{ payload: Buffer; value: Value }>;
};

type Datum = {
  schemaName: string;
  definition: string;
  schema: Schema;
  value: Value;
  compression: FrameCompression;
};

export function createBothWays(registry: Registry, java: JavaPeer): BothWays {
  return {
    async javaToUs({ schemaName, definition, schema, value, compression }) {
      const frame = await java.write({
        // Java's default: the schema is called as the topic.
        topic: schemaName,
        definition,
        value: toExchange(schema, value),
        configuration: {
          'registry.name': REGISTRY_NAME,
          schemaAutoRegistrationEnabled: 'true',
          compatibility: 'NONE',
          compression: compression.toUpperCase(),
        },
      });
      const { schemaVersionId, payload } = decodeFrame(frame!, { maxPayloadBytes: MAX_PAYLOAD_BYTES });
      const version = await registry.reader.read(schemaVersionId);
      return { schemaVersionId, payload, value: decode(version, payload) };
    },
    async usToJava({ schemaName, definition, schema, value, compression }) {
      const schemaVersionId = await registry.register(schemaName, definition);
      const payload = encode(definition, schema, value);
      const answer = await java.read(encodeFrame({ schemaVersionId, payload, compression }));
      const written = parseSchema(answer.definition!);
      return { payload, value: fromExchange(written, answer.value) };
    },
  };
}
