import { describe, expect, it } from 'vitest';
import { type ListedNode } from '../../../stand-ins/control-plane.ts';
import { ARNS, createStage, list, readActive } from './stage.ts';

const NOTHING = { registered: [], deregistered: [] };

describe('reconciling targets', () => {
  it('registers every broker at its address, whatever else the listing has and in whatever order', async () => {
    const { plane, run } = await createStage();
    const controller: ListedNode = { nodeType: 'CONTROLLER', controllerNodeInfo: { endpoints: ['c-1'] } };
    const [one, two, three] = list('10.0.0.1', '10.0.0.2', '10.0.0.3');
    plane.list([controller, three!, controller, one!, two!]);
    expect(await run()).toEqual({
      outcomes: [
        { brokerId: 1, registered: ['10.0.0.1'], deregistered: [] },
        { brokerId: 2, registered: ['10.0.0.2'], deregistered: [] },
        { brokerId: 3, registered: ['10.0.0.3'], deregistered: [] },
      ],
      withoutTargetGroup: [],
    });
    expect(readActive(plane)).toEqual([['10.0.0.1:9098'], ['10.0.0.2:9098'], ['10.0.0.3:9098']]);
  });

  it('changes nothing when everything is as it should be', async () => {
    const { plane, run } = await createStage();
    await run();
    plane.calls.length = 0;
    expect((await run()).outcomes).toEqual([
      { brokerId: 1, ...NOTHING },
      { brokerId: 2, ...NOTHING },
      { brokerId: 3, ...NOTHING },
    ]);
    expect(new Set(plane.calls.map(({ action }) => action))).toEqual(
      new Set(['ListNodes', 'DescribeTargetHealth']),
    );
  });

  it('registers the new address of a replaced broker before it takes out the old one', async () => {
    const { plane, run } = await createStage();
    await run();
    plane.list(list('10.0.0.1', '10.0.0.20', '10.0.0.3'));
    plane.calls.length = 0;
    const { outcomes } = await run();
    expect(outcomes[1]).toEqual({ brokerId: 2, registered: ['10.0.0.20'], deregistered: ['10.0.0.2'] });
    const changes = plane.calls.filter(({ action }) => /^(Der|R)egister/.test(action));
    expect(changes).toEqual([
      { action: 'RegisterTargets', targetGroupArn: ARNS[1] },
      { action: 'DeregisterTargets', targetGroupArn: ARNS[1] },
    ]);
    expect(plane.targetGroups.active(ARNS[1]!)).toEqual(['10.0.0.20:9098']);
  });

  it('sorts out two brokers that exchanged their addresses', async () => {
    const { plane, run } = await createStage();
    await run();
    plane.list(list('10.0.0.2', '10.0.0.1', '10.0.0.3'));
    await run();
    expect(readActive(plane)).toEqual([['10.0.0.2:9098'], ['10.0.0.1:9098'], ['10.0.0.3:9098']]);
  });

  it('tells of a broker that was added and has no target group yet, and keeps the others', async () => {
    const { plane, run } = await createStage();
    plane.list(list('10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'));
    const { outcomes, withoutTargetGroup } = await run();
    expect(withoutTargetGroup).toEqual([4]);
    expect(outcomes.map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
  });

  it('leaves a broker without an address as it is, and reconciles the others', async () => {
    const { plane, run } = await createStage();
    await run();
    plane.list(list('10.0.0.10', undefined, '10.0.0.3'));
    const { outcomes } = await run();
    expect(outcomes[0]).toEqual({ brokerId: 1, registered: ['10.0.0.10'], deregistered: ['10.0.0.1'] });
    expect(outcomes[1]).toEqual({ brokerId: 2, ...NOTHING, problem: 'no_address' });
    expect(plane.targetGroups.active(ARNS[1]!)).toEqual(['10.0.0.2:9098']);
  });
});

describe('a listing that is implausible', () => {
  it('with fewer brokers than expected takes nothing out, and still registers what is new', async () => {
    const { plane, run } = await createStage();
    await run();
    plane.list(list('10.0.0.10', '10.0.0.2'));
    const { outcomes } = await run();
    expect(outcomes).toEqual([
      { brokerId: 1, registered: ['10.0.0.10'], deregistered: [], problem: 'stale_targets_kept' },
      { brokerId: 2, ...NOTHING },
      { brokerId: 3, ...NOTHING, problem: 'not_listed' },
    ]);
    expect(readActive(plane)).toEqual([
      ['10.0.0.1:9098', '10.0.0.10:9098'],
      ['10.0.0.2:9098'],
      ['10.0.0.3:9098'],
    ]);
  });

  it('without any broker changes nothing', async () => {
    const { plane, run } = await createStage();
    await run();
    plane.list([]);
    plane.calls.length = 0;
    const { outcomes } = await run();
    expect(outcomes.map(({ problem }) => problem)).toEqual(['not_listed', 'not_listed', 'not_listed']);
    expect(plane.calls.map(({ action }) => action)).toEqual(['ListNodes']);
  });

  it('with one address for two brokers changes neither', async () => {
    const { plane, run } = await createStage();
    await run();
    plane.list(list('10.0.0.5', '10.0.0.5', '10.0.0.3'));
    const { outcomes } = await run();
    expect(outcomes.map(({ problem }) => problem)).toEqual([
      'ambiguous_address',
      'ambiguous_address',
      undefined,
    ]);
    expect(readActive(plane)).toEqual([['10.0.0.1:9098'], ['10.0.0.2:9098'], ['10.0.0.3:9098']]);
  });

  it('with a broker listed twice does not guess which entry is true', async () => {
    const { plane, run } = await createStage();
    plane.list([...list('10.0.0.1', '10.0.0.2', '10.0.0.3'), ...list('10.0.0.9')]);
    const { outcomes } = await run();
    expect(outcomes[0]).toEqual({ brokerId: 1, ...NOTHING, problem: 'ambiguous_address' });
    expect(plane.targetGroups.active(ARNS[0]!)).toEqual([]);
  });
});

describe('a control plane that refuses', () => {
  it('is asked again when it throttles', async () => {
    const { plane, run } = await createStage();
    const left = new Map([
      ['ListNodes', 2],
      ['DescribeTargetHealth', 2],
      ['RegisterTargets', 2],
    ]);
    plane.refuse(({ action }) => {
      const count = left.get(action) ?? 0;
      left.set(action, count - 1);
      return count > 0 ? 'ThrottlingException' : undefined;
    });
    const { outcomes } = await run();
    expect(outcomes.map(({ problem, registered }) => [problem, registered.length])).toEqual([
      [undefined, 1],
      [undefined, 1],
      [undefined, 1],
    ]);
  });

  it('for one broker for good does not hold up the others', async () => {
    const { plane, run } = await createStage();
    plane.refuse(({ action, targetGroupArn }) =>
      action === 'RegisterTargets' && targetGroupArn === ARNS[1] ? 'TooManyTargets' : undefined,
    );
    const { outcomes } = await run();
    expect(outcomes.map(({ problem }) => problem)).toEqual([undefined, 'request_failed', undefined]);
    expect(outcomes[1]?.error).toMatchObject({ name: 'TooManyTargetsException' });
    expect(plane.targetGroups.active(ARNS[2]!)).toEqual(['10.0.0.3:9098']);
  });

  it('in the middle of a change leaves both targets, and the next run finishes it', async () => {
    const { plane, run } = await createStage();
    await run();
    plane.list(list('10.0.0.1', '10.0.0.20', '10.0.0.3'));
    plane.refuse(({ action }) => (action === 'DeregisterTargets' ? 'InvalidTarget' : undefined));
    const half = await run();
    expect(half.outcomes[1]).toMatchObject({
      registered: ['10.0.0.20'],
      deregistered: [],
      problem: 'request_failed',
    });
    expect(plane.targetGroups.active(ARNS[1]!)).toEqual(['10.0.0.2:9098', '10.0.0.20:9098']);
    plane.refuse(() => undefined);
    const whole = await run();
    expect(whole.outcomes[1]).toEqual({ brokerId: 2, registered: [], deregistered: ['10.0.0.2'] });
    expect(plane.targetGroups.active(ARNS[1]!)).toEqual(['10.0.0.20:9098']);
  });

  it('to list changes nothing, and every broker has it for its problem', async () => {
    const { plane, run } = await createStage();
    await run();
    plane.calls.length = 0;
    plane.refuse(({ action }) => (action === 'ListNodes' ? 'ForbiddenException' : undefined));
    const { outcomes } = await run();
    expect(outcomes.map(({ problem }) => problem)).toEqual([
      'listing_failed',
      'listing_failed',
      'listing_failed',
    ]);
    expect(outcomes[0]?.error).toMatchObject({ name: 'ForbiddenException' });
    expect(new Set(plane.calls.map(({ action }) => action))).toEqual(new Set(['ListNodes']));
  });

  it('does not keep a run beyond its deadline', async () => {
    const { run } = await createStage();
    const { outcomes } = await run(AbortSignal.abort());
    expect(outcomes[0]).toMatchObject({ problem: 'listing_failed', error: { name: 'AbortError' } });
  });
});
