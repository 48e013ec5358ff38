import type { Broker } from '../msk/broker.ts';

/** Why there is nothing to register for a broker. */
export type Unknown = 'not_listed' | 'no_address' | 'ambiguous_address';

/** What a listing says of where one broker is. */
type Finding = { address: string } | { unknown: Unknown };

export type Findings = {
  /** Of each broker that is expected. */
  readonly findings: ReadonlyMap<number, Finding>;
  /**
   * Every expected broker is in the listing, once and at an address of its own. Otherwise the listing may be one of a
   * cluster in the middle of a change, or no true one: what is registered then stays.
   */
  readonly isPlausible: boolean;
  /** Listed and not expected: added to the cluster, and without a load balancer yet. */
  readonly unexpected: readonly number[];
};

export function toFindings(brokers: readonly Broker[], expectedIds: readonly number[]): Findings {
  const findings = new Map(expectedIds.map((id) => [id, findAddress(brokers, id)]));
  const isPlausible = [...findings.values()].every(
    (found) => !('unknown' in found) || found.unknown === 'no_address',
  );
  const unexpected = brokers.map(({ id }) => id).filter((id) => !expectedIds.includes(id));
  return { findings, isPlausible, unexpected };
}

function findAddress(brokers: readonly Broker[], id: number): Finding {
  const entries = brokers.filter((broker) => broker.id === id);
  const address = entries[0]?.address;
  if (entries.length === 0) return { unknown: 'not_listed' };
  if (entries.length > 1) return { unknown: 'ambiguous_address' };
  if (address === undefined) return { unknown: 'no_address' };
  // Registered for both, it would lead the clients of one broker to another.
  const isShared = brokers.some((other) => other.id !== id && other.address === address);
  return isShared ? { unknown: 'ambiguous_address' } : { address };
}
