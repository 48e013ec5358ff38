import type { Accounts } from './aws/accounts.ts';

/** The parts that are not ours, or stand in for AWS, and how to reach them. Serialisable: tests get it so. */
export type RealParts = {
  /** host:port */
  kafkaBrokers: string;
  dynamodbEndpoint: string;
  registryEndpoint: string;
  accounts: Accounts;
};
