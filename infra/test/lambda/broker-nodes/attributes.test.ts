import { describe, expect, it } from 'vitest';
import { BrokerNodesError, toAttributes } from '../../../lambda/broker-nodes/attributes.ts';
import type { Broker } from '../../../lambda/msk/broker.ts';

const DOMAIN = 'gluelinetest.abc123.c2.kafka.eu-central-1.amazonaws.com';

function createBroker(id: number, overrides: Partial<Broker> = {}): Broker {
  return { id, host: `b-${id}.${DOMAIN}`, address: `10.0.0.${id}`, subnetId: `subnet-${id}`, ...overrides };
}

function failWith(message: string): BrokerNodesError {
  return new BrokerNodesError(message);
}

describe('attributes of broker nodes', () => {
  it('are the domain, and label and subnet of each broker', () => {
    expect(toAttributes([createBroker(1), createBroker(2)], 2)).toEqual({
      ClusterDomain: DOMAIN,
      Label1: 'b-1',
      Subnet1: 'subnet-1',
      Label2: 'b-2',
      Subnet2: 'subnet-2',
    });
  });

  it.each([
    ['fewer brokers than expected', [createBroker(1)], 'the cluster lists broker 1: must be 1 to 2'],
    [
      'more brokers than expected',
      [createBroker(1), createBroker(2), createBroker(3)],
      'the cluster lists broker 1, 2, 3: must be 1 to 2',
    ],
    ['none', [], 'the cluster lists no broker: must be 1 to 2'],
    ['a gap', [createBroker(1), createBroker(3)], 'the cluster lists broker 1, 3: must be 1 to 2'],
    ['one twice', [createBroker(1), createBroker(1)], 'the cluster lists broker 1, 1: must be 1 to 2'],
    [
      'no name',
      [createBroker(1), createBroker(2, { host: undefined })],
      'broker 2 has no name of the form b-2.<domain>',
    ],
    ['no subnet', [createBroker(1, { subnetId: undefined }), createBroker(2)], 'broker 1 has no subnet'],
    [
      'two domains',
      [createBroker(1), createBroker(2, { host: 'b-2.other.example' })],
      `the brokers are in more than one domain: ${DOMAIN}, other.example`,
    ],
  ])('are refused for a listing with %s', (_, brokers, message) => {
    expect(() => toAttributes(brokers, 2)).toThrow(failWith(message));
  });
});
