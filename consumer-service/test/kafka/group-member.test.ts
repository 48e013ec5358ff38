import type { Consumer } from '@platformatic/kafka';
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { FatalError } from '../../src/errors.ts';
import { createGroupMember } from '../../src/kafka/group-member.ts';

type Offset = { partition: number; offset: bigint };

/** The client's events and the calls it gets; commits wait until the test answers them. */
function createParts() {
  const emitter = new EventEmitter();
  const commits: { offsets: Offset[]; answer: () => void }[] = [];
  const client = Object.assign(emitter, {
    ...({ memberId: 'a' } as { memberId: string | null }),
    topics: { trackAll() {} },
    isActive: () => true,
    joinFailure: undefined as Error | undefined,
    async joinGroup() {
      if (client.joinFailure !== undefined) throw client.joinFailure;
      return Promise.resolve('a');
    },
    async commit({ offsets }: { offsets: Offset[] }) {
      const { promise, resolve: answer } = Promise.withResolvers<void>();
      commits.push({ offsets, answer });
      await promise;
    },
  });
  const clock = { nowMs: 0 };
  const joins: number[][] = [];
  const alive: number[] = [];
  const losses: FatalError[] = [];
  const member = createGroupMember(
    client as unknown as Consumer,
    'sensor',
    {
      onRebalance() {},
      onAssigned: (partitions) => joins.push(partitions),
      onAlive: (atMs) => alive.push(atMs),
      onHeartbeatFailed() {},
      onBrokerFailed() {},
      onLost: (error) => losses.push(error),
    },
    () => clock.nowMs,
  );
  const join = (memberId: string, partitions: number[]) => {
    client.memberId = memberId;
    emitter.emit('consumer:group:join', { memberId, assignments: [{ topic: 'sensor', partitions }] });
  };
  return { client, commits, clock, joins, alive, losses, member, join };
}

test('every join tells the partitions of the topic, also when there are none', () => {
  const { joins, join } = createParts();
  join('a', [0, 1]);
  join('b', [0]);
  join('b', []);
  expect(joins).toEqual([[0, 1], [0], []]);
});

test('a heartbeat proves life as of when it was sent, however late its answer is read', () => {
  const { client, clock, alive, join } = createParts();
  clock.nowMs = 100;
  join('a', [0]);
  clock.nowMs = 1000;
  client.emit('consumer:heartbeat:start', {});
  clock.nowMs = 30_000;
  client.emit('consumer:heartbeat:end', {});
  expect(alive).toEqual([100, 1000]);
});

test('a commit that a rebalance overtook is not sent again for partitions that went to others', async () => {
  const { commits, member, join } = createParts();
  join('a', [0, 1]);
  const commit = member.commit(
    new Map([
      [0, 5n],
      [1, 7n],
    ]),
  );
  join('a', [1, 2]);
  expect(commits[0]!.offsets).toEqual([{ topic: 'sensor', partition: 1, offset: 7n, leaderEpoch: -1 }]);
  commits[0]!.answer();
  await expect(commit).rejects.toThrow(new Error('a rebalance overtook the commit'));
});

test('nor for any partition when the member was evicted', async () => {
  const { commits, member, join } = createParts();
  join('a', [0]);
  const commit = member.commit(new Map([[0, 5n]]));
  join('b', [0]);
  expect(commits[0]!.offsets).toEqual([]);
  commits[0]!.answer();
  await expect(commit).rejects.toThrow('a rebalance overtook the commit');
});

test('a commit whose partitions all stayed is good', async () => {
  const { commits, member, join } = createParts();
  join('a', [0]);
  const commit = member.commit(new Map([[0, 5n]]));
  join('a', [0, 1]);
  commits[0]!.answer();
  await commit;
  expect(commits[0]!.offsets).toHaveLength(1);
});

test('without a member id it is neither active nor may it commit', () => {
  const { client, member } = createParts();
  expect([member.isActive(), member.hasId()]).toEqual([true, true]);
  client.memberId = null;
  expect([member.isActive(), member.hasId()]).toEqual([false, false]);
});

test('a client that gave up, or could not rejoin, is lost for good', async () => {
  const { client, member, losses } = createParts();
  const cause = new Error('GROUP_AUTHORIZATION_FAILED');
  client.emit('error', cause);
  client.joinFailure = cause;
  await expect(member.rejoin()).rejects.toBe(cause);
  expect(losses.map(({ message, cause: why }) => [message, why])).toEqual([
    ['the group member failed and cannot rejoin', cause],
    ['the group member could not rejoin', cause],
  ]);
});
