import { expect, test } from 'vitest';
import { type Compared, judge } from '../../src/compare/compared.ts';
import { toFigures } from '../../src/compare/figures.ts';
import { FULL_PLAN } from '../../src/compare/plan.ts';
import { renderComparison, renderComparisonChart } from '../../src/compare/render-report.ts';

const ROUND = { items: 100_000, seconds: 5, cpuSeconds: 4, peakRssMb: 200, compared: 400, different: 0 };
const ORDER = {
  items: 200_000,
  keys: 1000,
  currentKeys: 1000,
  staleWrites: 0,
  different: 0,
  keyCount: 1000,
  isCutShort: false,
};
const STORED = { written: 900, seconds: 1, cpuSeconds: 0.1, items: 1000, right: 1000, isCutShort: false };

const GOOD: Compared = {
  name: 'good',
  title: 'Good',
  rounds: new Map([
    [1, ROUND],
    [2, { ...ROUND, items: 50_000 }],
  ]),
  order: ORDER,
  endToEnd: STORED,
  failures: [],
};
const SLOW: Compared = {
  ...GOOD,
  title: 'Slow',
  rounds: new Map([[1, { ...ROUND, items: 20_000 }]]),
};

test('all keys on their last record and all items right is a right answer', () => {
  expect(judge(GOOD)).toBe('right');
});

test.each([
  ['one item of a round differs', { rounds: new Map([[1, { ...ROUND, different: 1 }]]) }],
  ['one key is not on its last record', { order: { ...ORDER, currentKeys: 999 } }],
  ['one item of the ordered table differs', { order: { ...ORDER, different: 1 } }],
  [
    'it was cut short, but had written an older record over a newer one',
    {
      order: { ...ORDER, currentKeys: 10, staleWrites: 1, isCutShort: true },
    },
  ],
  ['one item in DynamoDB Local differs', { endToEnd: { ...STORED, right: 999 } }],
])('the answer is wrong when %s', (_, change) => {
  expect(judge({ ...GOOD, ...change })).toBe('wrong');
});

test('a contender that was in order but too slow is unfinished, neither right nor wrong', () => {
  const order = { ...ORDER, currentKeys: 10, isCutShort: true };
  expect(judge({ ...GOOD, order })).toBe('unfinished');
  expect(judge({ ...GOOD, endToEnd: { ...STORED, isCutShort: true } })).toBe('unfinished');
});

test('a contender that could not run everywhere is unknown', () => {
  expect(judge({ ...GOOD, order: undefined })).toBe('unknown');
  expect(judge({ ...GOOD, rounds: new Map() })).toBe('unknown');
});

test('figures are per round, and ratios of rounds that both have', () => {
  const figures = toFigures(SLOW, GOOD)!;
  expect(figures.itemsPerSecond).toEqual({ median: 4000, min: 4000, max: 4000 });
  expect(figures.cpuMicrosPerItem.median).toBeCloseTo(200);
  expect(figures.itemsPerCpuSecond.median).toBeCloseTo(5000);
  expect(figures.timesSlower!.median).toBeCloseTo(5);
  expect(figures.timesCpu!.median).toBeCloseTo(5);
  expect(toFigures({ ...SLOW, rounds: new Map() }, GOOD)).toBeUndefined();
});

test('the report lists who failed with the reason, and marks what was not measured here', () => {
  const failed: Compared = {
    ...SLOW,
    title: 'Failed',
    rounds: new Map(),
    order: undefined,
    endToEnd: undefined,
    failures: ['throughput: exited with code 1: no such class'],
  };
  const report = renderComparison([GOOD, SLOW, failed], FULL_PLAN);
  expect(report).toContain(
    '| Good | 15,000 (10,000–20,000) | 60 (40–80) | 18,800 (12,500–25,000) | 200 | 1 | 1 | 800 of 800 | right |',
  );
  expect(report).toContain('| Slow | 4,000 | 200 | 5,000 | 200 | 5 | 5 | 400 of 400 | right |');
  expect(report).toContain('- Failed: throughput: exited with code 1: no such class');
  expect(report).toContain('### Recorded elsewhere, not in this run');
});

test('the chart has the fastest first, and whoever was not measured is not in it', () => {
  const wrong: Compared = { ...GOOD, title: 'Fast and wrong', order: { ...ORDER, currentKeys: 653 } };
  const svg = renderComparisonChart([SLOW, { ...GOOD, rounds: new Map(), title: 'Failed' }, wrong]);
  expect(svg.indexOf('Fast and wrong')).toBeLessThan(svg.indexOf('>Slow<'));
  expect(svg).toContain('15,000 wrong');
  expect(svg).not.toContain('Failed');
});
