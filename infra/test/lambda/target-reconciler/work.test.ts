import { describe, expect, it } from 'vitest';
import { InputError, parseInput } from '../../../lambda/parse-input.ts';
import { WORK } from '../../../lambda/target-reconciler/work.ts';

const CLUSTER_ARN = 'arn:aws:kafka:eu-central-1:111111111111:cluster/glueline/0a1b2c3d-1';
const GROUP_ARN = 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/b1/1';

describe('the work of a run', () => {
  it('is the same from a schedule, with numbers, and from a custom resource, with strings', () => {
    const work = { clusterArn: CLUSTER_ARN, port: 9098, targetGroups: [{ brokerId: 1, arn: GROUP_ARN }] };
    const properties = {
      ServiceToken: 'arn:aws:lambda:eu-central-1:111111111111:function:reconciler',
      clusterArn: CLUSTER_ARN,
      port: '9098',
      targetGroups: [{ brokerId: '1', arn: GROUP_ARN }],
    };
    expect(parseInput(WORK, work)).toEqual(work);
    expect(parseInput(WORK, properties)).toEqual(work);
  });

  it('is refused with the path of every mistake', () => {
    const input = { clusterArn: 'glueline', port: '0', targetGroups: [{ brokerId: 'one', arn: 'group' }] };
    expect(() => parseInput(WORK, input)).toThrow(
      new InputError(
        'the input is wrong: clusterArn must be the ARN of a cluster; port must be a port; ' +
          'targetGroups.0.brokerId must be a number; targetGroups.0.arn must be the ARN of a target group',
      ),
    );
    expect(() => parseInput(WORK, { clusterArn: CLUSTER_ARN, port: 9098, targetGroups: [] })).toThrow(
      new InputError('the input is wrong: targetGroups must have one target group per broker'),
    );
  });
});
