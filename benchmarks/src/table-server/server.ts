import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { readSequence } from '../workload/check-item.ts';
import { STORED, TABLE_DESCRIPTION } from './answers.ts';
import { forward } from './forward.ts';
import { toDelayMs } from './late-answers.ts';
import { createLatestItems } from './latest-items.ts';
import { type Operation, parseItems, parseUnprocessed } from './request-items.ts';
import type { TableServerSettings } from './table-protocol.ts';
import { createTally } from './tally.ts';

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.0' };

/** A table as contenders see it; see TableServerSettings. */
export function createTable(settings: TableServerSettings): RequestListener {
  const latest = settings.mode === 'ordered' ? createLatestItems(settings.workload) : undefined;
  const tally = createTally(settings.workload, latest);
  const readable = new Map<number, number>();
  let requestNumber = 0;

  async function store(operation: Operation, body: Buffer): Promise<string> {
    if (latest !== undefined) {
      const delayMs = toDelayMs(requestNumber++);
      if (delayMs > 0) await delay(delayMs);
    }
    tally.add(operation, body, readNowNs());
    return STORED[operation];
  }

  async function passOn(request: IncomingMessage, body: Buffer, forwardTo: string, response: ServerResponse) {
    const forwarded = await forward(request, body, forwardTo);
    const operation = toOperation(request);
    if (forwarded.status === 200 && operation !== undefined) {
      const nowNs = readNowNs();
      const left = new Set(parseUnprocessed(forwarded.body).map(readSequence));
      for (const sequence of parseItems(operation, body).map(readSequence)) {
        if (!left.has(sequence) && !readable.has(sequence)) readable.set(sequence, nowNs);
      }
    }
    response.writeHead(forwarded.status, forwarded.headers).end(forwarded.body);
  }

  async function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    if (request.url === '/counts') return send(response, JSON.stringify(tally.read()));
    if (request.url === '/readable') return send(response, JSON.stringify([...readable]));
    if (settings.forwardTo !== undefined) return passOn(request, body, settings.forwardTo, response);
    const operation = toOperation(request);
    if (operation !== undefined) return send(response, await store(operation, body));
    return send(response, TABLE_DESCRIPTION);
  }

  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      answer(request, response, body).catch((error: unknown) => {
        // To the contender, which counts it as a failure of the table; the benchmark reads stderr when it fails.
        process.stderr.write(`${String(error)}\n`);
        response.writeHead(500).end();
      });
    });
  };
}

function send(response: ServerResponse, body: string): void {
  response.writeHead(200, JSON_TYPE).end(body);
}

function toOperation({ headers }: IncomingMessage): Operation | undefined {
  const operation = String(headers['x-amz-target']).split('.')[1];
  return operation === 'BatchWriteItem' || operation === 'PutItem' ? operation : undefined;
}

/** The machine's clock, which all processes share; a double holds it to a fraction of a microsecond. */
function readNowNs(): number {
  return Number(process.hrtime.bigint());
}
