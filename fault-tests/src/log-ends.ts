import type { Admin } from '@platformatic/kafka';

const LATEST_TIMESTAMP = -1n;

/** The next offset of every partition that the topic has now. */
export async function readLogEnds(admin: Admin, topic: string): Promise<Map<number, bigint>> {
  const metadata = await admin.metadata({ topics: [topic], forceUpdate: true });
  const count = metadata.topics.get(topic)?.partitionsCount ?? 0;
  const partitions = Array.from({ length: count }, (_, partitionIndex) => ({
    partitionIndex,
    timestamp: LATEST_TIMESTAMP,
  }));
  const [offsets] = await admin.listOffsets({ topics: [{ name: topic, partitions }] });
  return new Map(offsets?.partitions.map(({ partitionIndex, offset }) => [partitionIndex, offset]));
}
