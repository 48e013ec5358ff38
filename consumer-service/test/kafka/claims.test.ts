import { type Consumer, kGetApi } from '@platformatic/kafka';
import { expect, test } from 'vitest';
import { claimCommits } from '../../src/kafka/claims.ts';

type Answer = (error: Error | null, response?: unknown) => void;
type Api = ((...args: unknown[]) => void) & { version: number };

/** A client whose requests are answered at once: commits by nothing, reads by what the test says is committed. */
function createClient(committed: { error?: Error; metadata?: (string | null)[] }) {
  const requests: unknown[][] = [];
  const apis: Record<string, Api> = {
    OffsetCommit: Object.assign((...args: unknown[]) => requests.push(args), { version: 9 }),
    OffsetFetch: Object.assign(
      (...args: unknown[]) => {
        const { error = null, metadata = [] } = committed;
        const partitions = metadata.map((text, partitionIndex) => ({ partitionIndex, metadata: text }));
        const response = { groups: [{ topics: [{ name: 'sensor', partitions }] }] };
        (args.at(-1) as Answer)(error, error === null ? response : undefined);
      },
      { version: 8 },
    ),
    Heartbeat: Object.assign(() => {}, { version: 4 }),
  };
  const client = {
    [kGetApi](name: string, callback: (error: Error | null, api?: Api) => void) {
      if (name in apis) callback(null, apis[name]);
      else callback(new Error(`no ${name}`));
    },
  };
  const claims = claimCommits(client as unknown as Consumer, 'glueline a');
  const getApi = (name: string) => {
    let answer: { error: Error | null; api?: Api } | undefined;
    client[kGetApi](name, (error, api) => (answer = { error, ...(api && { api }) }));
    return answer!;
  };
  return { apis, claims, getApi, requests };
}

test('every commit carries the claim beside each of its offsets', () => {
  const { getApi, requests } = createClient({});
  const topics = [
    { name: 'sensor', partitions: [{ partitionIndex: 0, committedOffset: 5n, committedMetadata: null }] },
    { name: 'other', partitions: [{ partitionIndex: 3, committedOffset: 7n, committedMetadata: null }] },
  ];
  const answered = () => {};
  getApi('OffsetCommit').api!('connection', 'group', 4, 'member', null, topics, answered);
  const claim = { committedMetadata: 'glueline a' };
  expect(requests).toEqual([
    [
      'connection',
      'group',
      4,
      'member',
      null,
      [
        { name: 'sensor', partitions: [{ partitionIndex: 0, committedOffset: 5n, ...claim }] },
        { name: 'other', partitions: [{ partitionIndex: 3, committedOffset: 7n, ...claim }] },
      ],
      answered,
    ],
  ]);
});

test('an offset is own while the claim beside it was the own one when it was last read', () => {
  const committed = { metadata: ['glueline a', 'glueline b', null, ''] as (string | null)[] };
  const { claims, getApi } = createClient(committed);
  const owned = () => [0, 1, 2, 3, 4].filter((partition) => claims.isOwn('sensor', partition));
  expect(owned()).toEqual([]);
  let response: unknown;
  getApi('OffsetFetch').api!('connection', [], false, (_error: Error | null, offsets: unknown) => {
    // The client's own reading goes on with what is known by then.
    expect(owned()).toEqual([0]);
    response = offsets;
  });
  expect(response).toHaveProperty('groups');
  expect(claims.isOwn('other', 0)).toBe(false);

  committed.metadata = ['glueline b', 'glueline a'];
  getApi('OffsetFetch').api!('connection', [], false, () => {});
  expect(owned()).toEqual([1]);
});

test('what fails is passed on as it is, and so is every other request', () => {
  const error = new Error('COORDINATOR_LOAD_IN_PROGRESS');
  const { apis, getApi } = createClient({ error });
  let passedOn: unknown;
  getApi('OffsetFetch').api!('connection', [], false, (failure: unknown) => (passedOn = failure));
  expect(passedOn).toBe(error);
  expect(getApi('OffsetFetch').api!.version).toBe(8);
  expect(getApi('Heartbeat').api).toBe(apis['Heartbeat']);
  expect(getApi('OffsetDelete').error).toEqual(new Error('no OffsetDelete'));
});
