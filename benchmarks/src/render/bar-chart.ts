import { renderFigure } from './figures.ts';
import type { Spread } from '../statistics.ts';

export type Bar = {
  readonly label: string;
  readonly spread: Spread;
  /** Ours stands out, and a wrong answer is no answer. */
  readonly look: 'ours' | 'other' | 'wrong';
};

const WIDTH = 860;
const LABEL_WIDTH = 400;
const VALUE_WIDTH = 110;
const ROW_HEIGHT = 34;
const BAR_HEIGHT = 20;
const TITLE_HEIGHT = 44;
/** Told apart in print and by readers who see no red. */
const FILL = { ours: '#0b6e4f', other: '#8a97a6', wrong: 'url(#wrong)' } as const;

/** Horizontal bars from zero, the median as length and a line from the least to the most. */
export function renderBarChart(title: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ spread }) => spread.max));
  const toX = (value: number) => LABEL_WIDTH + (value / most) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH);
  const height = TITLE_HEIGHT + bars.length * ROW_HEIGHT + 10;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" role="img">`,
    `<title>${escapeText(title)}</title>`,
    '<defs><pattern id="wrong" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
    '<rect width="6" height="6" fill="#ffffff"/><rect width="3" height="6" fill="#c0392b"/></pattern></defs>',
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="10" y="26" font-size="16" font-weight="bold">${escapeText(title)}</text>`,
    ...bars.map((bar, index) => renderBar(bar, TITLE_HEIGHT + index * ROW_HEIGHT, toX)),
    '</svg>\n',
  ].join('\n');
}

function renderBar({ label, spread, look }: Bar, top: number, toX: (value: number) => number): string {
  const middle = top + BAR_HEIGHT / 2;
  const length = round(toX(spread.median) - LABEL_WIDTH);
  const note = look === 'wrong' ? ' wrong' : '';
  const whisker =
    spread.min === spread.max
      ? ''
      : `<path d="M${round(toX(spread.min))} ${middle}H${round(toX(spread.max))}" stroke="#222222" stroke-width="1.5"/>`;
  return [
    `<text x="${LABEL_WIDTH - 8}" y="${middle + 4}" text-anchor="end">${escapeText(label)}</text>`,
    `<rect x="${LABEL_WIDTH}" y="${top}" width="${length}" height="${BAR_HEIGHT}" fill="${FILL[look]}"/>`,
    whisker,
    `<text x="${round(toX(spread.max)) + 8}" y="${middle + 4}">${renderFigure(spread.median)}${note}</text>`,
  ].join('');
}

const round = (value: number) => Math.round(value * 10) / 10;

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
