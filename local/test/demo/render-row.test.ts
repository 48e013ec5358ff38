import { expect, test } from 'vitest';
import { planRows } from '../../src/demo/expected-rows.ts';
import { renderRow } from '../../src/demo/render-row.ts';
import { plainStyle } from '../../src/terminal/style.ts';
import { seenSecondRow, TIMESTAMP } from './row-fixture.ts';

const expected = planRows(undefined)[1]!;

test('a row shows the event, its version, the compare and the item', () => {
  expect(renderRow({ number: 2, expected, seen: seenSecondRow(), differences: [] }, plainStyle)).toBe(
    `2  {"temperature": 30}
   sent     sensor partition 0 offset 1
   schema   sensor version 2, new
   compare  version 1 to 2: adds temperature
   stored   {"deviceId":"000001","timestamp":"${TIMESTAMP}","temperature":30}
`,
  );
});

test('a row that does not hold shows each difference', () => {
  const seen = seenSecondRow({ versionsAfter: [1], diff: undefined });
  const text = renderRow({ number: 2, expected, seen, differences: ['one', 'two'] }, plainStyle);
  expect(text).toContain('   schema   sensor version 2, no new version\n');
  expect(text.endsWith('   differs  one\n   differs  two\n')).toBe(true);
});
