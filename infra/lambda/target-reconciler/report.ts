import { describeError } from '../describe-error.ts';
import { CLUSTER_DIMENSION, METRICS, NAMESPACE } from './metrics.ts';
import type { Outcome, Run } from './outcome.ts';

/** After a run some broker's target group is not as it should be. The next run goes on where this one stopped. */
export class UnreconciledError extends Error {
  override readonly name = 'UnreconciledError' as const;
}

/** The log line of a run. */
export function toLogLine({ outcomes, withoutTargetGroup }: Run, clusterName: string, nowMs: number): string {
  const counts = {
    [METRICS.registered]: outcomes.flatMap(({ registered }) => registered).length,
    [METRICS.deregistered]: outcomes.flatMap(({ deregistered }) => deregistered).length,
    [METRICS.unreconciled]: outcomes.filter(({ problem }) => problem !== undefined).length,
    [METRICS.withoutTargetGroup]: withoutTargetGroup.length,
  };
  const directive = {
    Namespace: NAMESPACE,
    Dimensions: [[CLUSTER_DIMENSION]],
    Metrics: Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' })),
  };
  return JSON.stringify({
    _aws: { Timestamp: nowMs, CloudWatchMetrics: [directive] },
    [CLUSTER_DIMENSION]: clusterName,
    ...counts,
    brokers: outcomes.filter(isWorthALine).map(toLogged),
    withoutTargetGroup,
  });
}

/** Undefined when there is nothing to complain about. */
export function toError({ outcomes }: Run): UnreconciledError | undefined {
  const problems = outcomes.filter(({ problem }) => problem !== undefined);
  if (problems.length === 0) return undefined;
  const list = problems.map(({ brokerId, problem, error }) =>
    error === undefined
      ? `broker ${brokerId} ${problem}`
      : `broker ${brokerId} ${problem} (${describeError(error)})`,
  );
  const causes = problems.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const cause = causes.length === 0 ? {} : { cause: new AggregateError(causes) };
  return new UnreconciledError(`targets are not as they should be: ${list.join('; ')}`, cause);
}

function isWorthALine({ registered, deregistered, problem }: Outcome): boolean {
  return registered.length > 0 || deregistered.length > 0 || problem !== undefined;
}

function toLogged({ error, ...outcome }: Outcome): object {
  return error === undefined ? outcome : { ...outcome, error: describeError(error) };
}
