import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { onTestFinished } from 'vitest';
import { CLIENT_SETTINGS } from '../../../lambda/client-settings.ts';
import type { Run } from '../../../lambda/target-reconciler/outcome.ts';
import { reconcileTargets } from '../../../lambda/target-reconciler/reconcile-targets.ts';
import { type ControlPlane, type ListedNode, startControlPlane } from '../../../stand-ins/control-plane.ts';

export const CLUSTER_ARN = 'arn:aws:kafka:eu-central-1:111111111111:cluster/glueline/0a1b2c3d-1';
export const ARNS = [1, 2, 3].map(
  (id) => `arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/b${id}/${id}`,
);
export const WORK = {
  clusterArn: CLUSTER_ARN,
  port: 9098,
  targetGroups: ARNS.map((arn, index) => ({ brokerId: index + 1, arn })),
};

/** Of each target group, to whom it would forward. */
export function readActive({ targetGroups }: ControlPlane): string[][] {
  return ARNS.map((arn) => targetGroups.active(arn));
}

/** Brokers 1, 2 ... at these addresses. */
export function list(...addresses: (string | undefined)[]): ListedNode[] {
  return addresses.map((address, index) => ({
    nodeType: 'BROKER',
    brokerNodeInfo: {
      brokerId: index + 1,
      endpoints: [`b-${index + 1}.gluelinetest.abc123.c2.kafka.eu-central-1.amazonaws.com`],
      clientSubnet: `subnet-${index + 1}`,
      ...(address !== undefined && { clientVpcIpAddress: address }),
    },
  }));
}

/** Three brokers, three target groups without a target, and the function's own clients. */
export async function createStage(): Promise<{
  plane: ControlPlane;
  run: (abortSignal?: AbortSignal) => Promise<Run>;
}> {
  const plane = await startControlPlane();
  for (const arn of ARNS) plane.targetGroups.add(arn);
  plane.list(list('10.0.0.1', '10.0.0.2', '10.0.0.3'));
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  const settings = { ...CLIENT_SETTINGS, endpoint: plane.url, region: 'eu-central-1', credentials };
  const clients = { msk: new KafkaClient(settings), elb: new ElasticLoadBalancingV2Client(settings) };
  onTestFinished(() => {
    clients.msk.destroy();
    clients.elb.destroy();
    plane.close();
  });
  const never = new AbortController().signal;
  return { plane, run: async (abortSignal = never) => reconcileTargets(clients, WORK, abortSignal) };
}
