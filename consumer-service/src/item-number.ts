import { NumberValue } from '@aws-sdk/lib-dynamodb';
import type { AvroDecimal } from '@glueline/schema-registry';
import { ItemError } from './errors.ts';

/** DynamoDB's range of a number, the upper end excluded; a double reaches further in both directions. */
const MAX_MAGNITUDE = 1e126;
const MIN_MAGNITUDE = 1e-130;
const MAX_DIGITS = 38;
/** The same range in digits before the point; below zero, zeros behind it. */
const MAX_REACH = 126;
const MIN_REACH = -129;
/** Above any number that fits; to write out one that is as large as a payload would take seconds. */
const MAX_UNSCALED_BITS = 1024n;

/** Throws ItemError. */
export function toNumber(value: number): number | NumberValue {
  const magnitude = Math.abs(value);
  if (!Number.isFinite(value) || magnitude >= MAX_MAGNITUDE || (magnitude < MIN_MAGNITUDE && value !== 0)) {
    throw new ItemError('invalid_number', 'a number is NaN, infinite, or outside of what DynamoDB holds');
  }
  // The marshaller refuses larger ones as imprecise, but a double is what it is: its shortest text.
  return magnitude > Number.MAX_SAFE_INTEGER ? NumberValue.from(String(value)) : value;
}

/** Exact, or not at all: DynamoDB refuses what has more digits. Throws ItemError. */
export function toExactNumber({ unscaled, scale }: AvroDecimal): NumberValue {
  if (unscaled === 0n) return NumberValue.from('0');
  const magnitude = unscaled < 0n ? -unscaled : unscaled;
  if (magnitude >> MAX_UNSCALED_BITS !== 0n) throw tooManyDigits();
  const written = String(magnitude);
  const digits = written.replace(/0+$/, '');
  // Of the last digit, and of the one before the first.
  const exponent = written.length - digits.length - scale;
  const reach = digits.length + exponent;
  if (digits.length > MAX_DIGITS || reach > MAX_REACH || reach < MIN_REACH) throw tooManyDigits();
  return NumberValue.from(`${unscaled < 0n ? '-' : ''}${toPlainText(digits, exponent)}`);
}

function tooManyDigits(): ItemError {
  return new ItemError('invalid_number', 'a decimal has more digits than DynamoDB holds');
}

function toPlainText(digits: string, exponent: number): string {
  if (exponent >= 0) return digits + '0'.repeat(exponent);
  const padded = digits.padStart(1 - exponent, '0');
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
