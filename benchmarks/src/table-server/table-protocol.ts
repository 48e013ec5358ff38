import type { Workload } from '../workload/workload.ts';

/*
 * What the benchmark and the table's server say to each other: the settings in one JSON argument, the ports in one line
 * on stdout, and then:
 *
 * | request             | answer                                             |
 * |---------------------|----------------------------------------------------|
 * | GET /counts         | Counts                                             |
 * | GET /readable       | [sequence, readable at, in ns of the machine's clock] of each item, once each |
 * | POST /, X-Amz-Target| as DynamoDB: BatchWriteItem, PutItem, DescribeTable |
 */

/**
 * `null` answers at once and keeps nothing; `ordered` answers some requests late and keeps the last item of each key;
 * `forward` passes everything on to a real table and notes when each item was stored.
 */
export type TableServerSettings = {
  readonly mode: 'null' | 'ordered' | 'forward';
  readonly forwardTo?: string;
  /** With a second port, which speaks TLS. */
  readonly tls?: { readonly keystoreFile: string; readonly password: string };
  readonly workload: Workload;
};

export type Counts = {
  readonly requests: number;
  readonly items: number;
  /** How many of the items were compared with their record, and how many of those differed. */
  readonly compared: number;
  readonly different: number;
  /** In ns of the machine's clock; 0 before the first. */
  readonly firstItemNs: number;
  readonly lastItemNs: number;
  /** With `ordered`: keys that have an item, those whose item is that of the key's last record, and writes that were
   * older than what they replaced. */
  readonly keys: number;
  readonly currentKeys: number;
  readonly staleWrites: number;
};
