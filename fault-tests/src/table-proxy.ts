import { startHttpProxy } from './http-proxy.ts';
import type { Write } from './oracle.ts';
import { below, type Random } from './random.ts';

/** What the table does to a batch, each with its share of the requests. */
export type TableFaults = {
  /** Some of the items come back unwritten. */
  unprocessed?: number;
  throttled?: number;
  /** A server's fault; the write landed all the same, or did not. */
  failedAfterWrite?: number;
  failedBeforeWrite?: number;
  hung?: number;
  reset?: number;
  expiredCredentials?: number;
};

export type TableProxy = {
  readonly url: string;
  /** Every item that landed, in order. */
  readonly writes: readonly Write[];
  /** How many requests were left without an answer. */
  hung(): number;
  inject(faults: TableFaults): void;
  close(): void;
};

type Attributes = Record<string, { S?: string; N?: string }>;
type Request = { PutRequest?: { Item: Attributes } };
type Batch = { RequestItems: Record<string, Request[]> };

const failure = (statusCode: number, type: string, message: string) => ({
  statusCode,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message }),
});

export async function startTableProxy(endpoint: string, random: Random): Promise<TableProxy> {
  const writes: Write[] = [];
  let faults: TableFaults = {};
  let hung = 0;
  const happens = (share = 0) => random() < share;

  const proxy = await startHttpProxy(endpoint, async ({ target, body }, forward) => {
    if (!target.endsWith('.BatchWriteItem')) return forward();
    if (happens(faults.hung)) {
      hung++;
      return 'hang';
    }
    if (happens(faults.reset)) return 'reset';
    if (happens(faults.throttled)) return failure(400, 'ThrottlingException', 'slow down');
    if (happens(faults.expiredCredentials))
      return failure(400, 'ExpiredTokenException', 'the token is expired');
    if (happens(faults.failedBeforeWrite)) return failure(500, 'InternalServerError', 'not written');
    const { taken, left } = split(
      JSON.parse(body.toString()) as Batch,
      happens(faults.unprocessed) ? random : undefined,
    );
    const answer = await forward(Buffer.from(JSON.stringify({ RequestItems: taken })));
    if (answer.statusCode !== 200) return answer;
    writes.push(...toWrites(taken));
    if (happens(faults.failedAfterWrite)) return failure(500, 'InternalServerError', 'written');
    return { statusCode: 200, body: JSON.stringify({ UnprocessedItems: left }) };
  });
  return {
    url: proxy.url,
    writes,
    hung: () => hung,
    inject(next) {
      faults = next;
    },
    close: () => proxy.close(),
  };
}

type Requests = Batch['RequestItems'];

/** At least one is taken: DynamoDB never gives all of them back. */
function split(
  { RequestItems: requests }: Batch,
  random: Random | undefined,
): { taken: Requests; left: Requests } {
  const taken: Requests = {};
  const left: Requests = {};
  for (const [table, all] of Object.entries(requests)) {
    const count = random === undefined ? all.length : 1 + below(random, all.length);
    taken[table] = all.slice(0, count);
    if (count < all.length) left[table] = all.slice(count);
  }
  return { taken, left };
}

function toWrites(requests: Requests): Write[] {
  return Object.values(requests)
    .flat()
    .map(({ PutRequest: put }) => toWrite(put?.Item ?? {}));
}

function toWrite({ deviceId, timestamp, sequence }: Attributes): Write {
  return { key: `${deviceId?.S} ${timestamp?.S}`, sequence: Number(sequence?.N) };
}
