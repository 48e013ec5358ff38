import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { KafkaClient } from '@aws-sdk/client-kafka';
import { openTargetGroup } from '../elb/target-group.ts';
import type { Broker } from '../msk/broker.ts';
import { listBrokers } from '../msk/list-brokers.ts';
import { toFindings } from './findings.ts';
import type { Outcome, Run } from './outcome.ts';
import { reconcileBroker } from './reconcile-broker.ts';
import type { Work } from './work.ts';

export type Clients = { msk: KafkaClient; elb: ElasticLoadBalancingV2Client };

/** Makes each target group have its broker's present address and no other. Never rejects: see the outcomes. */
export async function reconcileTargets(clients: Clients, work: Work, abortSignal: AbortSignal): Promise<Run> {
  try {
    const brokers = await listBrokers(clients.msk, work.clusterArn, abortSignal);
    return await reconcileWithListing(clients.elb, work, brokers, abortSignal);
  } catch (error) {
    const nothing = { registered: [], deregistered: [], problem: 'listing_failed', error } as const;
    const outcomes = work.targetGroups.map(({ brokerId }) => ({ brokerId, ...nothing }));
    return { outcomes, withoutTargetGroup: [] };
  }
}

async function reconcileWithListing(
  elb: Clients['elb'],
  { port, targetGroups }: Work,
  brokers: readonly Broker[],
  abortSignal: AbortSignal,
): Promise<Run> {
  const ids = targetGroups.map(({ brokerId }) => brokerId);
  const { findings, isPlausible, unexpected } = toFindings(brokers, ids);
  const reconciling = targetGroups.map(async ({ brokerId, arn }): Promise<Outcome> => {
    const finding = findings.get(brokerId) ?? { unknown: 'not_listed' };
    if ('unknown' in finding) return { brokerId, registered: [], deregistered: [], problem: finding.unknown };
    const targetGroup = openTargetGroup(elb, arn, abortSignal);
    return reconcileBroker(brokerId, targetGroup, { address: finding.address, port }, isPlausible);
  });
  return { outcomes: await Promise.all(reconciling), withoutTargetGroup: unexpected };
}
