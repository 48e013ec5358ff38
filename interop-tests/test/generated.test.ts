import { uniqueName } from '@glueline/local/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER } from '../src/accounts.ts';
import { arbitraryData } from '../src/arbitrary-datum.ts';
import { type BothWays, COMPRESSIONS, createBothWays } from '../src/both-ways.ts';
import { type JavaPeer, startJavaPeer } from '../src/java-peer.ts';
import { canEncode, toRead } from '../src/our-side.ts';
import { type Registry, startRegistry } from '../src/registry.ts';
import { hasSeveralEncodings } from '../src/value.ts';

const NUM_DEFINITIONS = 100;
const VALUES_EACH = 4;

let registry: Registry;
let java: JavaPeer;
let bothWays: BothWays;

beforeAll(async () => {
  registry = await startRegistry();
  java = await startJavaPeer({ registryEndpoint: registry.endpoint, credentials: OWNER });
  bothWays = createBothWays(registry, java);
});
afterAll(async () => {
  await java?.stop();
  await registry?.close();
});

test('any datum of any definition reads as it was written, both ways, and with the same bytes', async () => {
  let readByUs = 0;
  let readByJava = 0;
  await fc.assert(
    fc.asyncProperty(
      arbitraryData(VALUES_EACH),
      fc.constantFrom(...COMPRESSIONS),
      async (data, compression) => {
        const { definition, schema, values } = data;
        const schemaName = uniqueName('generated');
        for (const value of values) {
          const datum = { schemaName, definition, schema, value, compression };
          const theirs = await bothWays.javaToUs(datum);
          expect(theirs.value).toEqual(toRead(schema, value));
          readByUs += 1;
          if (!canEncode(schema)) continue;
          const ours = await bothWays.usToJava({ ...datum, schemaName: `${schemaName}-ours` });
          expect(ours.value).toEqual(value);
          const isSame = ours.payload.equals(theirs.payload);
          expect(isSame || hasSeveralEncodings(schema, value)).toBe(true);
          readByJava += 1;
        }
      },
    ),
    { numRuns: NUM_DEFINITIONS },
  );
  expect(readByUs).toBe(NUM_DEFINITIONS * VALUES_EACH);
  expect(readByJava).toBeGreaterThan((NUM_DEFINITIONS * VALUES_EACH) / 2);
}, 180_000);
