import type { ControlPlane } from '@glueline/infra/stand-ins';
import { startTcpProxy, type TcpProxy } from '../secure/tcp-proxy.ts';
import { BROKER_IDS, PORT } from './cluster.ts';

/** In front of one broker: what it forwards to is what is registered with its target group, and nothing else. */
export type LoadBalancer = {
  readonly proxy: TcpProxy;
  readonly brokerId: number;
  readonly address: string;
  readonly targetGroupArn: string;
};

export async function startLoadBalancers(
  plane: ControlPlane,
  toAddress: (brokerId: number) => string,
): Promise<LoadBalancer[]> {
  return Promise.all(
    BROKER_IDS.map(async (brokerId) => {
      const targetGroupArn = `arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/b${brokerId}/${brokerId}`;
      plane.targetGroups.add(targetGroupArn);
      const findTarget = () => {
        const [host, port] = plane.targetGroups.active(targetGroupArn).at(-1)?.split(':') ?? [];
        return host === undefined ? undefined : { host, port: Number(port) };
      };
      const address = toAddress(brokerId);
      const proxy = await startTcpProxy(findTarget, { host: address, port: PORT });
      return { proxy, brokerId, address, targetGroupArn };
    }),
  );
}
