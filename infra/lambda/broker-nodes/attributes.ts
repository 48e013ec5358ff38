import type { Attributes } from '../custom-resource/answer.ts';
import type { Broker } from '../msk/broker.ts';

/** A listing is not of the cluster that the deployment is about. */
export class BrokerNodesError extends Error {
  override readonly name = 'BrokerNodesError' as const;
}

/**
 *   ClusterDomain         what all names end with
 *   Label1, Label2 ...    the first label of the name of broker 1, 2 ...
 *   Subnet1, Subnet2 ...
 *
 * By id, never by place in a listing. Not whole names: those of thirty brokers would not fit into an answer. Throws
 * BrokerNodesError.
 */
export function toAttributes(brokers: readonly Broker[], numberOfBrokers: number): Attributes {
  checkIds(brokers, numberOfBrokers);
  const attributes: Record<string, string> = {};
  const domains = new Set<string>();
  for (const { id, host, subnetId } of brokers) {
    if (host === undefined)
      throw new BrokerNodesError(`broker ${id} has no name of the form b-${id}.<domain>`);
    if (subnetId === undefined) throw new BrokerNodesError(`broker ${id} has no subnet`);
    const [label = '', ...domain] = host.split('.');
    domains.add(domain.join('.'));
    attributes[`Label${id}`] = label;
    attributes[`Subnet${id}`] = subnetId;
  }
  const [clusterDomain = '', ...others] = domains;
  if (others.length > 0) {
    throw new BrokerNodesError(`the brokers are in more than one domain: ${[...domains].join(', ')}`);
  }
  return { ClusterDomain: clusterDomain, ...attributes };
}

function checkIds(brokers: readonly Broker[], numberOfBrokers: number): void {
  const ids = brokers.map(({ id }) => id);
  if (ids.length === numberOfBrokers && ids.every((id, index) => id === index + 1)) return;
  const seen = ids.length === 0 ? 'no broker' : `broker ${ids.join(', ')}`;
  throw new BrokerNodesError(`the cluster lists ${seen}: must be 1 to ${numberOfBrokers}`);
}
