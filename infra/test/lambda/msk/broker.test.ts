import type { NodeInfo } from '@aws-sdk/client-kafka';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBrokers } from '../../../lambda/msk/broker.ts';

const DOMAIN = 'gluelinetest.abc123.c2.kafka.eu-central-1.amazonaws.com';
const CONTROLLER: NodeInfo = { ControllerNodeInfo: { Endpoints: [`c-10001.${DOMAIN}`] } };

function createNode(id: number, endpoints = [`b-${id}.${DOMAIN}`]): NodeInfo {
  return {
    BrokerNodeInfo: {
      BrokerId: id,
      Endpoints: endpoints,
      ClientVpcIpAddress: `10.0.0.${id}`,
      ClientSubnet: `subnet-${id}`,
    },
  };
}

describe('brokers of a listing', () => {
  it('have name, address and subnet of one entry, in the order of ids, whatever order the listing has', () => {
    const nodes = [
      CONTROLLER,
      ...Array.from({ length: 12 }, (_, index) => createNode(index + 1)),
      CONTROLLER,
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(nodes), (listing) => {
        const brokers = toBrokers(listing);
        expect(brokers.map(({ id }) => id)).toEqual(brokers.map(({ id }) => id).sort((a, b) => a - b));
        expect(brokers).toHaveLength(listing.filter(({ BrokerNodeInfo }) => BrokerNodeInfo).length);
        for (const { id, host, address, subnetId } of brokers) {
          expect([host, address, subnetId]).toEqual([`b-${id}.${DOMAIN}`, `10.0.0.${id}`, `subnet-${id}`]);
        }
      }),
    );
  });

  it('have the name for clients in the VPC, without a port, and not that of another way in', () => {
    const names = [`b-1-public.${DOMAIN}`, `b-1.iam.${DOMAIN}`, `b-1.${DOMAIN}:9098`, `b-11.${DOMAIN}`];
    expect(toBrokers([createNode(1, names)])[0]?.host).toBe(`b-1.${DOMAIN}`);
  });

  it('lack what the listing does not say yet', () => {
    expect(toBrokers([{ BrokerNodeInfo: { BrokerId: 3 } }])).toEqual([
      { id: 3, host: undefined, address: undefined, subnetId: undefined },
    ]);
  });
});
