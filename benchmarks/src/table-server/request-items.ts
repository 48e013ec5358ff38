import type { WireItem } from '../workload/check-item.ts';

export type Operation = 'BatchWriteItem' | 'PutItem';

const PUT = Buffer.from('"PutRequest"');

type Puts = Record<string, { PutRequest: { Item: WireItem } }[]>;
type BatchBody = { RequestItems: Puts };
type PutBody = { Item: WireItem };

/** Without parsing: the server must cost less than what it measures. No text of a record holds these letters. */
export function countItems(operation: Operation, body: Buffer): number {
  if (operation === 'PutItem') return 1;
  let count = 0;
  for (let at = body.indexOf(PUT); at !== -1; at = body.indexOf(PUT, at + PUT.length)) count += 1;
  return count;
}

export function parseItems(operation: Operation, body: Buffer): WireItem[] {
  const json: unknown = JSON.parse(body.toString());
  if (operation === 'PutItem') return [(json as PutBody).Item];
  return toItems((json as BatchBody).RequestItems);
}

/** What an answer says was not stored. */
export function parseUnprocessed(answer: Buffer): WireItem[] {
  const { UnprocessedItems: left = {} } = JSON.parse(answer.toString()) as { UnprocessedItems?: Puts };
  return toItems(left);
}

function toItems(puts: Puts): WireItem[] {
  return Object.values(puts).flatMap((requests) => requests.map(({ PutRequest: { Item } }) => Item));
}
