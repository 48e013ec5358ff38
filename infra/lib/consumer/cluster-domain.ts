import { Token } from 'aws-cdk-lib';
import type { ConnectivityContract } from '../contract.ts';

export class ClusterDomainError extends Error {
  override readonly name = 'ClusterDomainError';
}

/**
 * Throws ClusterDomainError unless each host is one label in front of the domain. A record outside of the zone would
 * be refused only at deployment, and a domain higher up would hide names that are not ours. What is known only at
 * deployment is not looked at.
 */
export function assertHostsInDomain({
  brokers,
  clusterDomain,
}: Pick<ConnectivityContract, 'brokers' | 'clusterDomain'>): void {
  if (Token.isUnresolved(clusterDomain)) return;
  const isDirectlyBelow = (host: string) =>
    host.endsWith(`.${clusterDomain}`) && !host.slice(0, -clusterDomain.length - 1).includes('.');
  for (const { id, host } of brokers) {
    if (Token.isUnresolved(host) || isDirectlyBelow(host)) continue;
    throw new ClusterDomainError(
      `the host of broker ${id} must be one label in front of clusterDomain ${clusterDomain} (received ${host})`,
    );
  }
}
