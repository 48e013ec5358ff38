import { toHistory } from '../compare/plan.ts';
import type { Workload } from '../workload/workload.ts';

export type Variant = {
  readonly group: string;
  readonly title: string;
  readonly workload: Workload;
  /** To the table. */
  readonly isTls: boolean;
};

/** So that no variant's topic is more than this. */
const MAX_TOPIC_BYTES = 300_000_000;
const RECORD_BYTES = 150;

/** What one thing more of each kind costs. The first is what the others are compared with. */
export function createVariants(recordCount: number): Variant[] {
  const base = toHistory(recordCount);
  const vary = (group: string, title: string, change: Partial<Workload>): Variant => {
    const workload = { ...base, ...change };
    const fitting = Math.floor(MAX_TOPIC_BYTES / (RECORD_BYTES + workload.paddingBytes));
    const bounded = { ...workload, recordCount: Math.min(workload.recordCount, fitting) };
    return { group, title, workload: bounded, isTls: group === 'TLS' };
  };
  const keys = (title: string, deviceCount: number) =>
    vary('keys', title, {
      kind: 'state',
      deviceCount,
      // So that each key is there at least once.
      recordCount: Math.max(recordCount, deviceCount),
    });
  return [
    vary('base', '1 version, 6 partitions, 150 B, a key per record', {}),
    vary('TLS', 'TLS to the table', {}),
    ...[10, 100, 1000].map((count) =>
      vary('versions', `${count.toLocaleString('en-GB')} versions`, { versionCount: count }),
    ),
    vary('partitions', '1 partition', { partitionCount: 1 }),
    vary('partitions', '96 partitions', { partitionCount: 96 }),
    ...[1, 10, 100].map((kilobytes) =>
      vary('size', `${kilobytes} KB a record`, { paddingBytes: kilobytes * 1000 - RECORD_BYTES }),
    ),
    keys('1 key', 1),
    keys('1,000 keys', 1000),
    keys('a key for each record, by device', recordCount),
  ];
}
