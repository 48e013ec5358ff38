import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { type RegisteredTarget, type Target, toRegisteredTargets } from './target.ts';

/** One target group. Registering what is registered, and the opposite, changes nothing. */
export type TargetGroup = {
  read(): Promise<RegisteredTarget[]>;
  register(targets: readonly Target[]): Promise<void>;
  deregister(targets: readonly Target[]): Promise<void>;
};

export function openTargetGroup(
  client: ElasticLoadBalancingV2Client,
  arn: string,
  abortSignal: AbortSignal,
): TargetGroup {
  const options = { abortSignal };
  return {
    async read() {
      const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: arn }), options);
      return toRegisteredTargets(answer.TargetHealthDescriptions ?? []);
    },
    async register(targets) {
      await client.send(new RegisterTargetsCommand(toInput(arn, targets)), options);
    },
    async deregister(targets) {
      await client.send(new DeregisterTargetsCommand(toInput(arn, targets)), options);
    },
  };
}

function toInput(TargetGroupArn: string, targets: readonly Target[]) {
  return { TargetGroupArn, Targets: targets.map(({ address, port }) => ({ Id: address, Port: port })) };
}
