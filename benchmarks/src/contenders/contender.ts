import type { Child, RealParts } from '@glueline/local/parts';

/** What a contender is told. Credentials come as the AWS SDKs' own variables. */
export type Job = {
  readonly brokers: string;
  readonly topic: string;
  readonly groupId: string;
  readonly tableEndpoint: string;
  readonly tableName: string;
  readonly registryEndpoint: string;
  readonly region: string;
};

export type Contender = {
  /** On the command line, and in files. */
  readonly name: string;
  readonly title: string;
  /** Until its speed is what it stays at: a JVM compiles for seconds. */
  readonly warmUpMs: number;
  start(job: Job, parts: RealParts): Promise<Child>;
};
