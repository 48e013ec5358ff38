import { z } from 'zod';
import { checkPageSize } from './input-checks.ts';
import { readNextToken, writeNextToken } from './next-token.ts';

interface PagingInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** One page of things with unique names, in the order of the names. `listing` marks the token as this listing's. */
export function pageByName<Item>(
  listing: string,
  named: Iterable<readonly [name: string, item: Item]>,
  input: PagingInput,
): Page<Item> {
  const pageSize = checkPageSize(input.MaxResults);
  const after = readNextToken(input.NextToken, listing, z.string());
  const rest = [...named]
    .filter(([name]) => after === undefined || name > after)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const page = rest.slice(0, pageSize);
  const last = page.at(-1);
  const hasMore = rest.length > page.length && last !== undefined;
  return {
    items: page.map(([, item]) => item),
    nextToken: hasMore ? writeNextToken(listing, last[0]) : undefined,
  };
}
