import type { SeenRow } from '../../src/demo/differences.ts';

export const TIMESTAMP = '2026-11-23T18:00:00.123456Z';

export const ADDS_TEMPERATURE = JSON.stringify([
  {
    op: 'add',
    path: '/fields/1',
    value: { name: 'temperature', type: ['null', 'double'], default: null },
  },
]);

/** The demo's second row as it should be seen. */
export function seenSecondRow(overrides: Partial<SeenRow> = {}): SeenRow {
  return {
    result: {
      topic: 'sensor',
      partition: 0,
      offset: 1,
      schemaName: 'sensor',
      schemaVersionId: '27f0b5c2-4358-42c6-b508-0786ae773660',
      schemaVersionNumber: 2,
      deviceId: '000001',
      timestamp: TIMESTAMP,
    },
    versionsBefore: [1],
    versionsAfter: [1, 2],
    diff: ADDS_TEMPERATURE,
    item: { deviceId: '000001', timestamp: TIMESTAMP, temperature: 30 },
    ...overrides,
  };
}
