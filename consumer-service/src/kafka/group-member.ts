import type { Consumer } from '@platformatic/kafka';
import { FatalError } from '../errors.ts';
import { type Answered, changeRequest } from './requests.ts';

export type GroupMember = {
  /** Resolves after the first join; waits as long as that takes. */
  join(): Promise<void>;
  /** Has the group assign its partitions anew, if this member is its leader; otherwise changes nothing. */
  rejoin(): Promise<void>;
  /** Asks the brokers, and has the leader's next assignment know the answer. */
  countPartitions(): Promise<number>;
  /** True when commits are accepted: in the group, and not joining it. */
  isActive(): boolean;
  /** `offset` is the next one to read. Throws when a partition went to others before its offset was accepted. */
  commit(offsets: ReadonlyMap<number, bigint>): Promise<void>;
  /** Leaves the group; its partitions go to others at once. */
  leave(): Promise<void>;
};

export type GroupEvents = {
  onRebalance: () => void;
  /** The request to join waits for it, and comes after every commit that was sent by then. */
  beforeJoin: () => Promise<void>;
  /** After every join, also when nothing changed; there may have been no `onRebalance` before it. */
  onAssigned: (partitions: number[]) => void;
  /** The group knew this member at `atMs` or later, on the clock of `now`. */
  onAlive: (atMs: number) => void;
  onHeartbeatFailed: (error: Error) => void;
  /** A connection to a broker could not be made; the client goes on trying. */
  onBrokerFailed: () => void;
  /** The client has given up and would stay a member that does nothing. */
  onLost: (error: FatalError) => void;
};

type Offset = { topic: string; partition: number; offset: bigint; leaderEpoch: number };

/** A member of the group by the classic protocol; the client's other protocol does not survive an eviction. */
export function createGroupMember(
  client: Consumer,
  topic: string,
  events: GroupEvents,
  now: () => number = () => performance.now(),
): GroupMember {
  const commits = createCommits(client);
  client.topics.trackAll(topic);
  reportLife(client, events.onAlive, now);
  const rejoin = watchRejoins(client, events);
  let memberId: string | undefined;
  client.on('consumer:group:join', (joined) => {
    // Then the group had forgotten this member, and others may have had all its partitions.
    const isNewMember = memberId !== undefined && memberId !== joined.memberId;
    memberId = joined.memberId;
    const assigned = joined.assignments?.find((assignment) => assignment.topic === topic)?.partitions ?? [];
    const partitions = [...assigned];
    commits.keepOnly(isNewMember ? [] : partitions);
    events.onAssigned(partitions);
  });
  client.on('client:broker:failed', events.onBrokerFailed);
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
    async rejoin() {
      rejoin.begin();
      try {
        await client.joinGroup({});
      } catch (error) {
        // The client has stopped its heartbeats for it, and does not start them again.
        events.onLost(new FatalError('the group member could not rejoin', { cause: error }));
        throw error;
      }
    },
    async countPartitions() {
      const metadata = await client.metadata({ topics: [topic], forceUpdate: true });
      return metadata.topics.get(topic)?.partitionsCount ?? 0;
    },
    // The client calls itself inactive from just before the rebalance event on; the broker takes commits until it has
    // the request to join. One without a member id makes it close the connection.
    isActive: () => (client.isActive() || rejoin.isAhead()) && client.memberId !== null,
    async commit(offsets) {
      await commits.send(
        [...offsets].map(([partition, offset]) => ({ topic, partition, offset, leaderEpoch: -1 })),
      );
    },
    async leave() {
      await client.close();
    },
  };
}

/**
 * A commit that a rebalance overtakes is sent once more by the client itself after the join, and the broker has no
 * way to refuse it: it would set back the offsets of whoever owns the partitions by then. The client reads the
 * offsets anew from the array it was given, so what went to others is taken out of it in time.
 */
function createCommits(client: Consumer) {
  const underWay = new Set<Offset[]>();
  return {
    async send(offsets: Offset[]): Promise<void> {
      const count = offsets.length;
      underWay.add(offsets);
      try {
        await client.commit({ offsets });
      } finally {
        underWay.delete(offsets);
      }
      if (offsets.length < count) throw new Error('a rebalance overtook the commit');
    },
    keepOnly(partitions: readonly number[]): void {
      for (const offsets of underWay) {
        const kept = offsets.filter(({ partition }) => partitions.includes(partition));
        offsets.splice(0, offsets.length, ...kept);
      }
    },
  };
}

/** From when it is known that this member has to join again until the request is sent. The client waits for nobody. */
function watchRejoins(client: Consumer, { onRebalance, beforeJoin }: GroupEvents) {
  let isAhead = false;
  const begin = () => {
    isAhead = true;
  };
  client.on('consumer:group:rebalance', () => {
    begin();
    onRebalance();
  });
  changeRequest(client, 'JoinGroup', (send) => (connection, ...args) => {
    const go = () => {
      isAhead = false;
      send(connection, ...args);
    };
    beforeJoin().then(go, (error: Error) => (args.at(-1) as Answered)(error));
  });
  return { begin, isAhead: () => isAhead };
}

/** A heartbeat proves life as of its start: its answer may have waited in a socket while the process was frozen. */
function reportLife(client: Consumer, onAlive: (atMs: number) => void, now: () => number): void {
  let startedMs = Number.NEGATIVE_INFINITY;
  client.on('consumer:heartbeat:start', () => {
    startedMs = now();
  });
  client.on('consumer:heartbeat:end', () => onAlive(startedMs));
  client.on('consumer:group:join', () => onAlive(now()));
}
