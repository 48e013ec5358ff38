import { describe, expect, it } from 'vitest';
import type { Run } from '../../../lambda/target-reconciler/outcome.ts';
import { toError, toLogLine, UnreconciledError } from '../../../lambda/target-reconciler/report.ts';

const NOTHING = { registered: [], deregistered: [] };
const FAILURE = new RangeError('too many targets');
const RUN: Run = {
  outcomes: [
    { brokerId: 1, ...NOTHING },
    { brokerId: 2, registered: ['10.0.0.20'], deregistered: ['10.0.0.2'] },
    { brokerId: 3, ...NOTHING, problem: 'request_failed', error: FAILURE },
    { brokerId: 4, ...NOTHING, problem: 'no_address' },
  ],
  withoutTargetGroup: [5],
};

describe('the report of a run', () => {
  it('is a log line that CloudWatch reads metrics out of, with the brokers that something was about', () => {
    expect(JSON.parse(toLogLine(RUN, 'glueline', 1_700_000_000_000))).toEqual({
      _aws: {
        Timestamp: 1_700_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Glueline',
            Dimensions: [['Cluster']],
            Metrics: [
              { Name: 'TargetsRegistered', Unit: 'Count' },
              { Name: 'TargetsDeregistered', Unit: 'Count' },
              { Name: 'BrokersUnreconciled', Unit: 'Count' },
              { Name: 'BrokersWithoutTargetGroup', Unit: 'Count' },
            ],
          },
        ],
      },
      Cluster: 'glueline',
      TargetsRegistered: 1,
      TargetsDeregistered: 1,
      BrokersUnreconciled: 2,
      BrokersWithoutTargetGroup: 1,
      brokers: [
        { brokerId: 2, registered: ['10.0.0.20'], deregistered: ['10.0.0.2'] },
        { brokerId: 3, ...NOTHING, problem: 'request_failed', error: 'RangeError: too many targets' },
        { brokerId: 4, ...NOTHING, problem: 'no_address' },
      ],
      withoutTargetGroup: [5],
    });
  });

  it('is an error as well when some broker is not as it should be, and names each', () => {
    const error = toError(RUN);
    expect(error).toEqual(
      new UnreconciledError(
        'targets are not as they should be: broker 3 request_failed (RangeError: too many targets); ' +
          'broker 4 no_address',
      ),
    );
    expect(error).toMatchObject({ cause: { errors: [FAILURE] } });
  });

  it('is none for a broker that was added: that is not what the targets lack', () => {
    expect(toError({ ...RUN, outcomes: RUN.outcomes.slice(0, 2) })).toBeUndefined();
  });
});
