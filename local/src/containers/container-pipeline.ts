import type { RunningPipeline } from '../pipeline.ts';
import { DEVELOPMENT_ACCOUNTS } from './development-accounts.ts';

/** The services of compose.yaml, as another container of it reaches them. */
export const CONTAINER_PIPELINE: RunningPipeline = {
  parts: {
    kafkaBrokers: 'kafka:19092',
    dynamodbEndpoint: 'http://dynamodb:8000',
    registryEndpoint: 'http://registry:4570',
    accounts: DEVELOPMENT_ACCOUNTS,
  },
  producerEndpoint: 'http://producer:9001',
  consumerEndpoint: 'http://consumer:8080',
};
