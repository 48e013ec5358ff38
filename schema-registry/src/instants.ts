import { mismatch } from './datum-cursor.ts';
import type { Long } from './long-type.ts';

/*
 * ISO 8601 with as many digits of a second as the type has, always, so that texts sort as the instants they are. Years
 * outside of 0000 to 9999, which are no one's clock but fit a long, have a sign and six digits or more, and sort apart.
 */

const DAY_SECONDS = 86_400;
/** The calendar repeats after so many days, which are 400 years. */
const CYCLE_DAYS = 146_097;
const CYCLE_YEARS = 400;
const DAY_MS = DAY_SECONDS * 1000;

export function toDateText(days: number): string {
  const cycles = Math.floor(days / CYCLE_DAYS);
  // Within reach of Date, whose years are those of the calendar of 1970 to 2369.
  const date = new Date((days - cycles * CYCLE_DAYS) * DAY_MS);
  const year = date.getUTCFullYear() + cycles * CYCLE_YEARS;
  return `${toYearText(year)}-${toDigits(date.getUTCMonth() + 1, 2)}-${toDigits(date.getUTCDate(), 2)}`;
}

/** Throws DatumError `mismatch` for what is not within a day. */
export function toTimeText(units: Long, digits: 3 | 6): string {
  const perSecond = 10 ** digits;
  if (typeof units === 'bigint' || units < 0 || units >= DAY_SECONDS * perSecond) throw mismatch();
  const seconds = Math.floor(units / perSecond);
  return toClockText(seconds, units - seconds * perSecond, digits);
}

/** Since 1970, in units of that many digits of a second. Without the zone. */
export function toTimestampText(units: Long, digits: 3 | 6 | 9): string {
  const perSecond = 10 ** digits;
  if (typeof units === 'bigint') return toLargeTimestampText(units, BigInt(perSecond), digits);
  const seconds = Math.floor(units / perSecond);
  return toText(seconds, units - seconds * perSecond, digits);
}

function toLargeTimestampText(units: bigint, perSecond: bigint, digits: number): string {
  const fraction = ((units % perSecond) + perSecond) % perSecond;
  return toText(Number((units - fraction) / perSecond), Number(fraction), digits);
}

function toText(seconds: number, fraction: number, digits: number): string {
  const days = Math.floor(seconds / DAY_SECONDS);
  return `${toDateText(days)}T${toClockText(seconds - days * DAY_SECONDS, fraction, digits)}`;
}

function toClockText(seconds: number, fraction: number, digits: number): string {
  const minutes = Math.floor(seconds / 60);
  const clock = [Math.floor(minutes / 60), minutes % 60, seconds % 60].map((part) => toDigits(part, 2));
  return `${clock.join(':')}.${toDigits(fraction, digits)}`;
}

function toYearText(year: number): string {
  if (year >= 0 && year <= 9999) return toDigits(year, 4);
  return `${year < 0 ? '-' : '+'}${toDigits(Math.abs(year), 6)}`;
}

function toDigits(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
