import type { Spread } from '../statistics.ts';

/** Three digits are more than a benchmark knows; above a thousand, separated by thin groups. */
export function renderFigure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(3));
  return rounded.toLocaleString('en-GB', { maximumFractionDigits: 20 });
}

/** `12.3 (11.9–12.8)`; without a spread there is one value only. */
export function renderSpread({ median, min, max }: Spread): string {
  if (min === max) return renderFigure(median);
  return `${renderFigure(median)} (${renderFigure(min)}–${renderFigure(max)})`;
}
