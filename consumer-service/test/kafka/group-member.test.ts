import { type Consumer, kGetApi } from '@platformatic/kafka';
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { FatalError } from '../../src/errors.ts';
import { createGroupMember } from '../../src/kafka/group-member.ts';

const settle = async () => new Promise((resolve) => setImmediate(resolve));

type Offset = { partition: number; offset: bigint };

/** The client's events and the calls it gets; commits wait until the test answers them. */
function createParts() {
  const emitter = new EventEmitter();
  const commits: { offsets: Offset[]; answer: () => void }[] = [];
  const client = Object.assign(emitter, {
    ...({ memberId: 'a' } as { memberId: string | null }),
    topics: { trackAll() {} },
    active: true,
    isActive: () => client.active,
    [kGetApi](_name: string, callback: (error: Error | null, send: typeof sendJoin) => void) {
      callback(null, sendJoin);
    },
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
  const log: string[] = [];
  const sendJoin = (...args: unknown[]) => log.push(`sent ${args.slice(0, -1).join()}`);
  const ahead = { ofJoin: Promise.resolve() };
  const joins: number[][] = [];
  const alive: number[] = [];
  const losses: FatalError[] = [];
  const member = createGroupMember(
    client as unknown as Consumer,
    'sensor',
    {
      onRebalance: () => log.push('rebalance'),
      async beforeJoin() {
        log.push(`before the join, ${member.isActive() ? 'active' : 'not active'}`);
        await ahead.ofJoin;
      },
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
  const requestJoin = (answered: (error: Error | null) => void = () => {}) =>
    (client as unknown as Consumer)[kGetApi]('JoinGroup', (_error, send) => {
      (send as unknown as typeof sendJoin)('connection', 'group', answered);
    });
  return { client, commits, clock, log, ahead, joins, alive, losses, member, join, requestJoin };
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

test('it stays active in a rebalance until the request to join is sent, which waits for what comes before', async () => {
  const { client, log, ahead, member, requestJoin } = createParts();
  const { promise, resolve } = Promise.withResolvers<void>();
  ahead.ofJoin = promise;
  client.active = false;
  expect(member.isActive()).toBe(false);
  client.emit('consumer:group:rebalance');
  requestJoin();
  await settle();
  expect(log).toEqual(['rebalance', 'before the join, active']);
  expect(member.isActive()).toBe(true);
  resolve();
  await settle();
  expect(log.slice(2)).toEqual(['sent connection,group']);
  expect(member.isActive()).toBe(false);
});

test('a join that no rebalance announced finds it as the client says, unless it was asked for', async () => {
  const { client, log, member, requestJoin } = createParts();
  client.active = false;
  requestJoin();
  await settle();
  await member.rejoin();
  requestJoin();
  await settle();
  expect(log).toEqual([
    'before the join, not active',
    'sent connection,group',
    'before the join, active',
    'sent connection,group',
  ]);
});

test('what fails before a join is the answer to it', async () => {
  const { log, ahead, requestJoin } = createParts();
  const failure = new Error('nobody foresaw it');
  ahead.ofJoin = Promise.reject(failure);
  const answers: unknown[] = [];
  requestJoin((error) => answers.push(error));
  await settle();
  expect(answers).toEqual([failure]);
  expect(log).toEqual(['before the join, active']);
});

test('without a member id it is never active: the broker would close the connection at a commit', () => {
  const { client, member } = createParts();
  expect(member.isActive()).toBe(true);
  client.memberId = null;
  expect(member.isActive()).toBe(false);
  client.emit('consumer:group:rebalance');
  expect(member.isActive()).toBe(false);
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
