import { z } from 'zod';
import * as errors from './errors.ts';

/*
 * A NextToken is the place of the last element of a page, as base64url of JSON. It is no secret and no promise: it
 * names the listing it belongs to, so that a token of another listing is refused instead of misread.
 */
export function writeNextToken(listing: string, place: unknown): string {
  return Buffer.from(JSON.stringify({ listing, place })).toString('base64url');
}

/** Undefined without a token: the listing starts at its beginning. */
export function readNextToken<Place extends z.ZodType>(
  token: string | undefined,
  listing: string,
  place: Place,
): z.output<Place> | undefined {
  if (token === undefined) return undefined;
  const parsed = z.object({ listing: z.literal(listing), place }).safeParse(decode(token));
  if (!parsed.success) throw errors.nextTokenNotValid();
  return (parsed.data as { place: z.output<Place> }).place;
}

function decode(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    throw errors.nextTokenNotValid();
  }
}
