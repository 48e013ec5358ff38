import type { Consumer } from '@platformatic/kafka';
import { FatalError } from '../errors.ts';

export type GroupMember = {
  /** Resolves after the first join; waits as long as that takes. */
  join(): Promise<void>;
  /** True when commits are accepted: in the group, and no rebalance going on. */
  isActive(): boolean;
  /** False before the first join, and once the group no longer knows this member. */
  hasId(): boolean;
  /** `offset` is the next one to read. */
  commit(offsets: ReadonlyMap<number, bigint>): Promise<void>;
  /** Leaves the group; its partitions go to others at once. */
  leave(): Promise<void>;
};

export type GroupEvents = {
  /** Inside it, and only before its first `await`, a commit still reaches the broker ahead of the rejoin. */
  onRebalance: () => void;
  /** After every join, also when nothing changed; there may have been no `onRebalance` before it. */
  onAssigned: (assigned: { partitions: number[]; generationId: number | undefined }) => void;
  onHeartbeatFailed: (error: Error) => void;
  /** The client has given up and would stay a member that does nothing. */
  onLost: (error: FatalError) => void;
};

/** A member of the group by the classic protocol; the client's other protocol does not survive an eviction. */
export function createGroupMember(client: Consumer, topic: string, events: GroupEvents): GroupMember {
  client.topics.trackAll(topic);
  client.on('consumer:group:rebalance', events.onRebalance);
  client.on('consumer:group:join', ({ assignments, generationId }) => {
    const partitions = assignments?.find((assignment) => assignment.topic === topic)?.partitions ?? [];
    events.onAssigned({ partitions: [...partitions], generationId });
  });
  client.on('consumer:heartbeat:error', ({ error }) => events.onHeartbeatFailed(error));
  // Without a listener it would take the process down, and with it the reason.
  client.on('error', (error: Error) => {
    events.onLost(new FatalError('the group member failed and cannot rejoin', { cause: error }));
  });
  // Not the end: the client goes on trying, and rejoins when the brokers are back.
  client.on('consumer:heartbeat:stalled', ({ stalledFor }) => {
    events.onHeartbeatFailed(new Error(`no heartbeat was answered for ${stalledFor} ms`));
  });

  return {
    async join() {
      await client.joinGroup({});
    },
    isActive: () => client.isActive() && client.memberId !== null,
    // A commit without a member id makes the broker close the connection.
    hasId: () => client.memberId !== null,
    async commit(offsets) {
      await client.commit({
        offsets: [...offsets].map(([partition, offset]) => ({ topic, partition, offset, leaderEpoch: -1 })),
      });
    },
    async leave() {
      await client.close();
    },
  };
}
