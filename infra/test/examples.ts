import { dev } from '../config/dev.ts';
import { prod } from '../config/prod.ts';
import type { ConnectivityContract } from '../lib/contract.ts';

export const EXAMPLES = { 'one account': dev, 'two accounts': prod } as const;

const CLUSTER_DOMAIN = 'glueline.a1b2c3.c4.kafka.eu-central-1.amazonaws.com';

/** Of `prod`, as its producer would state it. */
export const EXAMPLE_CONTRACT: ConnectivityContract = {
  brokers: [1, 2, 3].map((id) => ({
    id,
    host: `b-${id}.${CLUSTER_DOMAIN}`,
    serviceName: `com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef${id}`,
  })),
  port: 9098,
  clusterArn:
    'arn:aws:kafka:eu-central-1:222222222222:cluster/glueline/0a1b2c3d-4e5f-6789-abcd-ef0123456789-4',
  clusterDomain: CLUSTER_DOMAIN,
  accessRoleArn: 'arn:aws:iam::222222222222:role/prod-glueline-consumer-access',
  externalId: 'glueline-prod',
  registryName: 'prod-glueline',
  topic: 'sensor',
  deadLetterTopic: 'sensor.dlq',
};
