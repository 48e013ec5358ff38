import { uniqueName } from '@glueline/local/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryData } from '../src/arbitrary-datum.ts';
import { COMPRESSIONS } from '../src/both-ways.ts';
import { canEncode, toRead } from '../src/our-side.ts';
import { hasSeveralEncodings } from '../src/value.ts';
import { startPeers } from './peers.ts';

const NUM_DEFINITIONS = 100;
const VALUES_EACH = 4;

const peers = startPeers();

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
          const theirs = await peers.bothWays.javaToUs(datum);
          expect(theirs.value).toEqual(toRead(schema, value));
          readByUs += 1;
          if (!canEncode(schema)) continue;
          const ours = await peers.bothWays.usToJava({ ...datum, schemaName: `${schemaName}-ours` });
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
