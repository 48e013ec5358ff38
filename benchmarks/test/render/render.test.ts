import { expect, test } from 'vitest';
import { renderBarChart } from '../../src/render/bar-chart.ts';
import { renderFigure, renderSpread } from '../../src/render/figures.ts';
import { renderTable } from '../../src/render/table.ts';

const one = (value: number) => ({ median: value, min: value, max: value });

test('a figure has three digits, whatever its size', () => {
  expect([70_312, 1234.5, 12.345, 0.012_345, 0].map(renderFigure)).toEqual([
    '70,300',
    '1,230',
    '12.3',
    '0.0123',
    '0',
  ]);
  expect(renderFigure(Number.NaN)).toBe('–');
});

test('a spread shows its least and most, if there are any', () => {
  expect(renderSpread({ median: 12.34, min: 11.9, max: 13 })).toBe('12.3 (11.9–13)');
  expect(renderSpread(one(5))).toBe('5');
});

test('a table has its first column to the left', () => {
  expect(renderTable(['what', 'figure'], [['a', '1']])).toBe('| what | figure |\n| --- | ---: |\n| a | 1 |');
});

test('bars are as long as their medians, and a wrong answer says so', () => {
  const svg = renderBarChart('Items & more', [
    { label: 'ours', spread: { median: 100, min: 90, max: 100 }, look: 'ours' },
    { label: 'a <b>', spread: one(50), look: 'wrong' },
  ]);
  const widths = [...svg.matchAll(/<rect x="400" y="\d+" width="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  );
  expect(widths).toEqual([350, 175]);
  expect(svg).toContain('<title>Items &amp; more</title>');
  expect(svg).toContain('>a &lt;b&gt;</text>');
  expect(svg).toContain('>50 wrong</text>');
  // A spread of one value has no line.
  expect(svg.match(/<path /g)).toHaveLength(1);
});
