import { Fn } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { assertHostsInDomain, ClusterDomainError } from '../../../lib/consumer/cluster-domain.ts';
import { EXAMPLE_CONTRACT } from '../../examples.ts';

test('the domain of the cluster is what follows the first label of every host', () => {
  expect(() => assertHostsInDomain(EXAMPLE_CONTRACT)).not.toThrow();
});

test("a domain above the cluster's is refused: its zone would hide MSK's API and other clusters", () => {
  const clusterDomain = 'kafka.eu-central-1.amazonaws.com';

  expect(() => assertHostsInDomain({ ...EXAMPLE_CONTRACT, clusterDomain })).toThrow(
    new ClusterDomainError(
      'the host of broker 1 must be one label in front of clusterDomain kafka.eu-central-1.amazonaws.com (received b-1.glueline.a1b2c3.c4.kafka.eu-central-1.amazonaws.com)',
    ),
  );
});

test('a broker of another cluster is refused by its id', () => {
  const [first, ...others] = EXAMPLE_CONTRACT.brokers;
  const brokers = [first!, { ...others[0]!, host: 'b-2.other.a1b2c3.c4.kafka.eu-central-1.amazonaws.com' }];

  expect(() => assertHostsInDomain({ ...EXAMPLE_CONTRACT, brokers })).toThrow(
    new ClusterDomainError(
      'the host of broker 2 must be one label in front of clusterDomain glueline.a1b2c3.c4.kafka.eu-central-1.amazonaws.com (received b-2.other.a1b2c3.c4.kafka.eu-central-1.amazonaws.com)',
    ),
  );
});

test('the domain itself is no host', () => {
  const { clusterDomain } = EXAMPLE_CONTRACT;
  const brokers = [{ ...EXAMPLE_CONTRACT.brokers[0]!, host: clusterDomain }];

  expect(() => assertHostsInDomain({ brokers, clusterDomain })).toThrow(ClusterDomainError);
});

test('what is known only at deployment is let through', () => {
  const token = Fn.importValue('later');

  expect(() => assertHostsInDomain({ ...EXAMPLE_CONTRACT, clusterDomain: token })).not.toThrow();
  expect(() =>
    assertHostsInDomain({
      ...EXAMPLE_CONTRACT,
      brokers: [{ ...EXAMPLE_CONTRACT.brokers[0]!, host: token }],
    }),
  ).not.toThrow();
});
