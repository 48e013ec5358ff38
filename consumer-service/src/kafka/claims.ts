import type { Consumer } from '@platformatic/kafka';
import { type Answered, changeRequest, type Send } from './requests.ts';

/**
 * Who committed an offset, as text beside it (Kafka's commit metadata). A member that gets a partition commits its
 * claim before it writes any record of it, and Kafka takes commits from the partition's owner only. So a member that
 * finds its own claim after a join knows that nobody has had the partition since, even if the group forgot it
 * meanwhile; where it finds another's, that one may have written, committed or not.
 */
export type Claims = {
  /** Of the partition's offset, as it was last read. */
  isOwn(topic: string, partition: number): boolean;
};

type CommittedPartition = { partitionIndex: number; metadata?: string | null };
type FetchedOffsets = { groups: { topics: { name: string; partitions: CommittedPartition[] }[] }[] };
type OffsetsOfTopic = { partitions: { committedMetadata?: string | null }[] };

/** From here on every commit of the client carries the claim. The client by itself can neither write nor read one. */
export function claimCommits(client: Consumer, claim: string): Claims {
  const owned = new Set<string>();

  function note({ groups }: FetchedOffsets): void {
    for (const { name, partitions } of groups.flatMap(({ topics }) => topics)) {
      for (const { partitionIndex, metadata } of partitions) {
        if (metadata === claim) owned.add(toKey(name, partitionIndex));
        else owned.delete(toKey(name, partitionIndex));
      }
    }
  }

  changeRequest(client, 'OffsetCommit', (send) => withClaim(send, claim));
  changeRequest(client, 'OffsetFetch', (send) => withNote(send, note));
  return { isOwn: (topic, partition) => owned.has(toKey(topic, partition)) };
}

const toKey = (topic: string, partition: number) => `${topic} ${partition}`;

/** The offsets are the one array among the arguments of the request. */
function withClaim(send: Send, claim: string): Send {
  return (connection, ...args) => {
    for (const { partitions } of args.find(Array.isArray) as OffsetsOfTopic[]) {
      for (const partition of partitions) partition.committedMetadata = claim;
    }
    send(connection, ...args);
  };
}

function withNote(send: Send, note: (offsets: FetchedOffsets) => void): Send {
  return (connection, ...args) => {
    const answered = args.pop() as Answered;
    send(connection, ...args, (error: Error | null, response?: unknown) => {
      if (error === null) note(response as FetchedOffsets);
      answered(error, response);
    });
  };
}
