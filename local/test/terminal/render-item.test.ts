import { expect, test } from 'vitest';
import { renderItem } from '../../src/terminal/render-item.ts';

test('an item is shown with its key first, whatever order it came in', () => {
  const item = { temperature: 30, timestamp: '2026-01-01T00:00:00.000000Z', deviceId: '000001' };
  expect(renderItem(item)).toBe(
    '{"deviceId":"000001","timestamp":"2026-01-01T00:00:00.000000Z","temperature":30}',
  );
});

test('names are in order at every level', () => {
  const item = { deviceId: '000001', timestamp: 'now', b: [{ d: 1, c: null }], a: 2 };
  expect(renderItem(item)).toBe('{"deviceId":"000001","timestamp":"now","a":2,"b":[{"c":null,"d":1}]}');
});
