/*
 * All that each role may do, and why. An action that is not here fails the test; one that is here and no longer granted
 * does as well.
 */

export type Allowed = {
  /** Where the role is: the stack, and its path in it. */
  readonly role: string;
  readonly of: string;
  readonly actions: Readonly<Record<string, string>>;
};

const WRITE_OWN_LOG = {
  'logs:CreateLogStream': 'writes its own log group',
  'logs:PutLogEvents': 'writes its own log group',
};
const FLOW_LOG = { ...WRITE_OWN_LOG, 'logs:DescribeLogStreams': 'looks for the stream it goes on writing' };
const DEFAULT_GROUP = {
  'ec2:AuthorizeSecurityGroupIngress': "puts the default group's rules back when the stack is deleted",
  'ec2:AuthorizeSecurityGroupEgress': "puts the default group's rules back when the stack is deleted",
  'ec2:RevokeSecurityGroupIngress': 'takes the rules of the default security group away',
  'ec2:RevokeSecurityGroupEgress': 'takes the rules of the default security group away',
  'managed:AWSLambdaBasicExecutionRole': "what the CDK's own function has to write its log",
};

export const ALLOWED: readonly Allowed[] = [
  { role: 'ProducerData/Network/Vpc/Refused/IAMRole', of: 'the flow log', actions: FLOW_LOG },
  {
    role: 'ProducerData/Custom::VpcRestrictDefaultSGCustomResourceProvider/Role',
    of: "CDK's function that empties the default security group",
    actions: DEFAULT_GROUP,
  },
  {
    role: 'ProducerAccess/BrokerNodes/Role',
    of: 'the function that looks the brokers up',
    actions: { ...WRITE_OWN_LOG, 'kafka:ListNodes': "reads the brokers' names and subnets" },
  },
  {
    role: 'ProducerAccess/Reconciler/Role',
    of: 'the function that keeps the targets',
    actions: {
      ...WRITE_OWN_LOG,
      'kafka:ListNodes': "reads the brokers' addresses",
      'elasticloadbalancing:DescribeTargetHealth': 'reads which addresses are registered',
      'elasticloadbalancing:RegisterTargets': 'registers the address that a broker has now',
      'elasticloadbalancing:DeregisterTargets': 'takes the address away that a broker had',
    },
  },
  {
    role: 'ProducerAccess/Producer/Role',
    of: 'the producer',
    actions: {
      ...WRITE_OWN_LOG,
      'ec2:CreateNetworkInterface': 'Lambda makes interfaces in the network in the name of the role',
      'ec2:DescribeNetworkInterfaces': 'as above',
      'ec2:DescribeSubnets': 'as above',
      'ec2:DeleteNetworkInterface': 'as above',
      'ec2:AssignPrivateIpAddresses': 'as above',
      'ec2:UnassignPrivateIpAddresses': 'as above',
      'kafka-cluster:Connect': 'connects to the brokers',
      'kafka-cluster:WriteDataIdempotently': 'numbers its records, so that a retry is no second copy',
      'kafka-cluster:DescribeTopic': 'looks for the partitions of its topic and their leaders',
      'kafka-cluster:WriteData': 'publishes to its topic',
      'glue:CreateSchema': 'makes the schema with the first event',
      'glue:GetSchema': 'reads which version is the latest, and the compatibility mode',
      'glue:RegisterSchemaVersion': 'evolves the schema',
      'glue:GetSchemaVersion': 'reads definitions, and waits until a version is AVAILABLE',
    },
  },
  {
    role: 'ProducerAccess/ConsumerAccess',
    of: 'the tasks of the other account',
    actions: {
      'kafka-cluster:Connect': 'connects to the brokers',
      'kafka-cluster:DescribeTopic': 'looks for partitions, leaders and offsets of both topics',
      'kafka-cluster:ReadData': 'fetches from the topic',
      'kafka-cluster:DescribeGroup': 'looks for its coordinator and reads committed offsets',
      'kafka-cluster:AlterGroup': 'joins, commits and leaves',
      'kafka-cluster:WriteData': 'writes dead letters to their topic',
      'kafka-cluster:WriteDataIdempotently': 'numbers dead letters, so that a retry is no second copy',
      'glue:GetSchemaVersion': 'reads the version that a frame names',
    },
  },
  {
    role: 'ConsumerService/Network/Vpc/Rejected/IAMRole',
    of: 'the flow log',
    actions: FLOW_LOG,
  },
  {
    role: 'ConsumerService/Custom::VpcRestrictDefaultSGCustomResourceProvider/Role',
    of: "CDK's function that empties the default security group",
    actions: DEFAULT_GROUP,
  },
  {
    role: 'ConsumerService/Aws/PrefixLists/Role',
    of: "CDK's function that looks prefix lists up",
    actions: {
      ...WRITE_OWN_LOG,
      'ec2:DescribeManagedPrefixLists': 'reads the ids of the lists of S3 and DynamoDB',
    },
  },
  {
    role: 'ConsumerService/Roles/Execution',
    of: 'Fargate',
    actions: {
      ...WRITE_OWN_LOG,
      'ecr:GetAuthorizationToken': 'logs in to the image repository',
      'ecr:BatchCheckLayerAvailability': 'pulls the image',
      'ecr:BatchGetImage': 'pulls the image',
      'ecr:GetDownloadUrlForLayer': 'pulls the image',
    },
  },
  {
    role: 'ConsumerService/Roles/Task',
    of: 'the consumer service',
    actions: {
      'dynamodb:BatchWriteItem': 'writes items',
      'dynamodb:DescribeTable': 'checks the keys of the table before it reads',
      'sts:AssumeRole': 'becomes the access role of the other account',
    },
  },
];

/** There only where another account reads outputs: made by the CDK, which has no say in who asks but their deployment role. */
export const ALLOWED_ACROSS_ACCOUNTS: Allowed = {
  role: 'ProducerAccess/Publish/GetStackOutputRole',
  of: "CloudFormation in the consumer's account",
  actions: { 'cloudformation:DescribeStacks': 'reads the outputs of this one stack' },
};

/** Actions whose resource is "*", with the reason that there is no smaller one. */
export const WITHOUT_RESOURCE: Readonly<Record<string, string>> = {
  'ec2:CreateNetworkInterface': 'made by Lambda; the interface has no ARN before it is there',
  'ec2:DescribeNetworkInterfaces': 'describing knows no resources',
  'ec2:DescribeSubnets': 'describing knows no resources',
  'ec2:DeleteNetworkInterface': 'made by Lambda, with an id that nobody knows beforehand',
  'ec2:AssignPrivateIpAddresses': 'made by Lambda, with an id that nobody knows beforehand',
  'ec2:UnassignPrivateIpAddresses': 'made by Lambda, with an id that nobody knows beforehand',
  'ec2:DescribeManagedPrefixLists': 'describing knows no resources',
  'ecr:GetAuthorizationToken': 'a token is for the registry, which has no ARN',
  'elasticloadbalancing:DescribeTargetHealth': 'describing knows no resources',
  'glue:GetSchemaVersion': 'by version id, which is all a frame has, no resource is asked for',
};
