import { listErrorSigns } from './error-signs.ts';
import type { Advice, HopName } from './hop.ts';

/** Of these any one decides; a row without any is for what no row above it knows. */
type Row = { readonly hop: HopName; readonly signs?: readonly string[]; readonly advice: Advice };

const UNANSWERED = [
  'DeadlineError',
  'TimeoutError',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
];
const CREDENTIALS_REFUSED = [
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'ExpiredToken',
  'ExpiredTokenException',
];

const SERVICE_ROLE = "the task role in the consumer's account (infra/lib/consumer/roles.ts)";
const ACCESS_ROLE = "the access role in the producer's account (infra/lib/producer/consumer-access-role.ts)";
const HOSTED_ZONE =
  "the private hosted zone of the cluster's domain in the consumer's account (infra/lib/consumer/broker-endpoints.ts)";
const STS_ENDPOINT =
  "the interface endpoint for STS of the consumer's VPC and its security group (infra/lib/consumer/aws-endpoints.ts)";

/** The first row that fits is what is shown: the more special ones stand above. */
const ROWS: readonly Row[] = [
  {
    hop: 'credentials',
    signs: ['CredentialsProviderError'],
    advice: {
      cause: 'this process has no AWS credentials',
      where: `in ECS ${SERVICE_ROLE}; in a shell AWS_ACCESS_KEY_ID or AWS_PROFILE`,
    },
  },
  {
    hop: 'credentials',
    signs: CREDENTIALS_REFUSED,
    advice: {
      cause: 'the credentials are not of this account, have expired, or a clock is wrong',
      where: 'where the credentials of this process come from, and the clock of its machine',
    },
  },
  {
    hop: 'credentials',
    signs: UNANSWERED,
    advice: { cause: 'STS cannot be reached from this network', where: STS_ENDPOINT },
  },
  {
    hop: 'role',
    signs: UNANSWERED,
    advice: { cause: 'STS cannot be reached from this network', where: STS_ENDPOINT },
  },
  {
    hop: 'role',
    signs: ['StartError'],
    advice: {
      cause: 'another ExternalId or task role than the trust policy names, or no sts:AssumeRole on it',
      where: `externalId in the environment's configuration, the trust policy of ${ACCESS_ROLE}, and ${SERVICE_ROLE}`,
    },
  },
  {
    hop: 'registry',
    signs: ['AccessDeniedException'],
    advice: {
      cause:
        'the policy of REGISTRY_ROLE_ARN, or that of the VPC endpoint, does not allow glue:GetSchemaVersion on "*"',
      where: `${ACCESS_ROLE}; infra/lib/consumer/endpoint-policies.ts`,
    },
  },
  {
    hop: 'registry',
    signs: UNANSWERED,
    advice: {
      cause: 'the Glue API cannot be reached from this network',
      where:
        "the interface endpoint for Glue of the consumer's VPC and its security group (infra/lib/consumer/aws-endpoints.ts)",
    },
  },
  {
    hop: 'registry',
    signs: ['StartError'],
    advice: {
      cause: 'the pinned schema version is of another registry, or not one this table can be filled from',
      where: 'READER_SCHEMA_VERSION_ID',
    },
  },
  {
    hop: 'dns',
    signs: ['ENOTFOUND'],
    advice: {
      cause: 'no such name here: a record is missing in the zone, or the zone is not attached to this VPC',
      where: `${HOSTED_ZONE}; after a broker was added or the cluster replaced, deploy the consumer again`,
    },
  },
  {
    hop: 'dns',
    advice: {
      cause: 'the resolver does not answer',
      where: "DNS support and DNS host names of the consumer's VPC (infra/lib/consumer/network.ts)",
    },
  },
  {
    hop: 'tcp',
    signs: ['ECONNREFUSED', 'ECONNRESET'],
    advice: {
      cause:
        'the host is there and nobody takes the port: another port, or a load balancer without a healthy target',
      where:
        "the port in KAFKA_BROKERS; the targets of this broker's NLB in the producer's account (infra/lib/producer/target-reconciler.ts)",
    },
  },
  {
    hop: 'tcp',
    advice: {
      cause:
        'packets go nowhere: a security group, an endpoint that is not accepted yet, or a name that still leads to ' +
        "the producer's own VPC",
      where:
        "compare the address in the dns line with the endpoint's; then the endpoint's security group and state " +
        `(consumer's account), the NLB's and the broker's security groups (producer's account), and ${HOSTED_ZONE}`,
    },
  },
  {
    hop: 'tls',
    signs: ['ERR_TLS_CERT_ALTNAME_INVALID'],
    advice: {
      cause: 'the broker has a certificate for other names than the one it is called by here',
      where: `KAFKA_BROKERS must have the brokers' own names, not those of endpoints; and ${HOSTED_ZONE}`,
    },
  },
  {
    hop: 'tls',
    signs: ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
    advice: {
      cause: 'the certificate is not valid now, or the clock is wrong',
      where: "the broker's certificate; the clock of this machine",
    },
  },
  {
    hop: 'tls',
    signs: [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    advice: {
      cause: 'the authority that signed the certificate is not trusted',
      where: "KAFKA_CA_FILE; MSK's own certificates need none, so ask who else answers at this address",
    },
  },
  {
    hop: 'tls',
    advice: {
      cause: 'what answers at this port does not speak TLS, or something in between ends it',
      where:
        'KAFKA_TLS and the port in KAFKA_BROKERS (9098 with IAM); the NLB has to pass TCP through (infra/lib/producer/broker-endpoint-service.ts)',
    },
  },
  {
    hop: 'authentication',
    signs: ['PLT_KFK_AUTHENTICATION'],
    advice: {
      cause: 'the broker does not accept who connects',
      where: `with msk-iam ${ACCESS_ROLE} (kafka-cluster:Connect on the cluster) and the clock; with a password KAFKA_USERNAME and KAFKA_PASSWORD`,
    },
  },
  {
    hop: 'authentication',
    advice: {
      cause:
        'the broker ends or does not answer the connection: this port may want another kind of authentication',
      where:
        "KAFKA_AUTH, KAFKA_TLS and the port in KAFKA_BROKERS; the cluster's client authentication (infra/lib/producer/kafka-cluster.ts)",
    },
  },
  {
    hop: 'topic',
    signs: ['UNKNOWN_TOPIC'],
    advice: {
      cause: 'nobody has created the topic; the service waits for it',
      where:
        'TOPIC; in AWS the stack ProducerData creates it (infra/lib/producer/topics.ts), elsewhere the first event',
    },
  },
  {
    hop: 'topic',
    signs: ['TOPIC_AUTHORIZATION_FAILED', 'NOT_ALLOWED'],
    advice: {
      cause: 'the brokers do not let this role read the topic',
      where: `kafka-cluster:DescribeTopic and ReadData on the topic in ${ACCESS_ROLE}`,
    },
  },
  {
    hop: 'dead-letter topic',
    signs: ['TOPIC_AUTHORIZATION_FAILED', 'NOT_ALLOWED'],
    advice: {
      cause: 'the brokers do not let this role write dead letters',
      where: `kafka-cluster:DescribeTopic, CreateTopic, WriteData and WriteDataIdempotently in ${ACCESS_ROLE}`,
    },
  },
  {
    hop: 'group',
    signs: ['GROUP_AUTHORIZATION_FAILED', 'NOT_ALLOWED'],
    advice: {
      cause: 'the brokers do not let this role join the group',
      where: `KAFKA_GROUP_ID; kafka-cluster:DescribeGroup and AlterGroup on the group in ${ACCESS_ROLE}`,
    },
  },
  {
    hop: 'group',
    signs: ['PLT_KFK_NETWORK', 'DeadlineError'],
    advice: {
      cause:
        "the broker that coordinates the group cannot be reached, or has lost the replicas of the group's partition",
      where: 'the lines of that broker above; then the health of the cluster',
    },
  },
  {
    hop: 'table',
    signs: ['ResourceNotFoundException'],
    advice: {
      cause: 'the table is in another account or region, or has another name',
      where: "TABLE_NAME and AWS_REGION; the consumer's data stack creates it (infra/lib/consumer/table.ts)",
    },
  },
  {
    hop: 'table',
    signs: ['AccessDeniedException'],
    advice: {
      cause: 'dynamodb:DescribeTable is not allowed on the table, by the role or by the VPC endpoint',
      where: `${SERVICE_ROLE}; infra/lib/consumer/endpoint-policies.ts`,
    },
  },
  {
    hop: 'table',
    signs: UNANSWERED,
    advice: {
      cause: 'DynamoDB cannot be reached from this network',
      where:
        "the gateway endpoint for DynamoDB and the route tables of the consumer's VPC (infra/lib/consumer/aws-endpoints.ts)",
    },
  },
  {
    hop: 'table',
    signs: ['StartError'],
    advice: {
      cause: "the table's key is not the one the items have",
      where:
        'PARTITION_KEY and SORT_KEY; a key cannot be changed, only a new table can have another (infra/lib/consumer/table.ts)',
    },
  },
];

/** Undefined for what has no usual cause. */
export function findAdvice(hop: HopName, error: unknown): Advice | undefined {
  const signs = listErrorSigns(error);
  return ROWS.find((row) => row.hop === hop && (row.signs?.some((sign) => signs.has(sign)) ?? true))?.advice;
}
