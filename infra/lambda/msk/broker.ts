import type { BrokerNodeInfo, NodeInfo } from '@aws-sdk/client-kafka';

/** As a listing shows it. What is undefined, it does not say (yet). */
export type Broker = {
  id: number;
  host: string | undefined;
  address: string | undefined;
  subnetId: string | undefined;
};

/**
 * In the order of their ids. A listing is in none, and has controllers among its nodes; name and address of a broker
 * are of one entry, because with those of two brokers mixed up TLS may still succeed, and every request then fails.
 */
export function toBrokers(nodes: readonly NodeInfo[]): Broker[] {
  return nodes
    .flatMap(({ BrokerNodeInfo: node }) =>
      node?.BrokerId === undefined ? [] : [toBroker(node, node.BrokerId)],
    )
    .sort((left, right) => left.id - right.id);
}

function toBroker(node: BrokerNodeInfo, id: number): Broker {
  return {
    id,
    host: findHost(node.Endpoints ?? [], id),
    address: node.ClientVpcIpAddress,
    subnetId: node.ClientSubnet,
  };
}

/** Other ways to a broker have names of another form: `b-1-public.<domain>`, or, longer by a label, `b-1.iam.<domain>`. */
function findHost(endpoints: readonly string[], id: number): string | undefined {
  return endpoints
    .map((endpoint) => endpoint.replace(/:\d+$/, ''))
    .filter((host) => host.startsWith(`b-${id}.`))
    .sort((left, right) => left.split('.').length - right.split('.').length)[0];
}
