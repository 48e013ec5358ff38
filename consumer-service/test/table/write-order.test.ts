import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SendBatch } from '../../src/table/batch-request.ts';
import type { TableWrite } from '../../src/table/table-writer.ts';
import { never } from '../doubles.ts';
import { createWriter, turn } from './writer-fixture.ts';
import { createDelete, createNamedError, createPut, parseItem } from './writes.ts';

type Fate = 'ok' | 'unprocessed' | 'throttled' | 'lost' | 'landed' | 'landsLate';

/**
 * A table with faults, as given. `landsLate`: an error is answered, and the writes land right after the next
 * request for their keys. Fails when two requests for one key are in flight.
 */
function createFaultyTable(fates: readonly Fate[], delays: readonly number[]) {
  const table = new Map<string, TableWrite>();
  const late = new Map<string, TableWrite>();
  const inFlight = new Set<string>();
  let requests = 0;
  const isPoison = (write: TableWrite) => parseItem(write)['poison'] === true;
  const land = (write: TableWrite) => {
    table.set(write.key, write);
    const overtaken = late.get(write.key);
    late.delete(write.key);
    if (overtaken !== undefined) table.set(write.key, overtaken);
  };
  const send: SendBatch = async (writes) => {
    const request = requests++;
    const fate = fates[request] ?? 'ok';
    for (const { key } of writes) {
      expect(inFlight.has(key)).toBe(false);
      inFlight.add(key);
    }
    for (let turns = delays[request] ?? 0; turns >= 0; turns--) await turn();
    for (const { key } of writes) inFlight.delete(key);
    if (writes.some(isPoison)) throw createNamedError('ValidationException', 400);
    const taken = fate === 'unprocessed' ? writes.slice(0, Math.floor(writes.length / 2)) : writes;
    if (fate === 'throttled') throw createNamedError('ThrottlingException', 400);
    if (fate === 'lost') throw createNamedError('TimeoutError');
    if (fate === 'landsLate') {
      for (const write of writes) if (!late.has(write.key)) late.set(write.key, write);
      throw createNamedError('TimeoutError');
    }
    for (const write of taken) land(write);
    if (fate === 'landed') throw createNamedError('InternalServerError', 500);
    return writes.slice(taken.length);
  };
  return { table, send };
}

const fate = fc.constantFrom<Fate>('ok', 'unprocessed', 'throttled', 'lost', 'landed', 'landsLate');
const given = fc.record({
  keys: fc.array(fc.record({ key: fc.nat({ max: 12 }), kind: fc.constantFrom('put', 'delete', 'poison') }), {
    minLength: 1,
    maxLength: 150,
  }),
  callSizes: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 10 }),
  fates: fc.array(fate, { maxLength: 40 }),
  delays: fc.array(fc.nat({ max: 4 }), { maxLength: 60 }),
  pauses: fc.array(fc.nat({ max: 3 }), { maxLength: 60 }),
});

test('under any faults no key is in flight twice, and each key ends as it was last given', async () => {
  await fc.assert(
    fc.asyncProperty(given, async ({ keys, callSizes, fates, delays, pauses }) => {
      const { table, send } = createFaultyTable(fates, delays);
      const { writer, seen } = createWriter(send);
      const writes = keys.map(({ key, kind }, order) =>
        kind === 'delete' ? createDelete(key) : createPut(key, { order, poison: kind === 'poison' }),
      );
      const calls: Promise<number>[] = [];
      for (let from = 0, call = 0; from < writes.length; call++) {
        const to = from + callSizes[call % callSizes.length]!;
        calls.push(writer.write(writes.slice(from, to), never).then((refused) => refused.length));
        for (let turns = pauses[call] ?? 0; turns > 0; turns--) await turn();
        from = to;
      }
      const refused = (await Promise.all(calls)).reduce((sum, count) => sum + count, 0);
      const good = writes.filter((write) => parseItem(write)['poison'] !== true);
      expect(table).toEqual(new Map(good.map((write) => [write.key, write])));
      expect(refused + seen.puts + seen.deletes + seen.replaced).toBe(writes.length);
    }),
    { numRuns: 200 },
  );
});
