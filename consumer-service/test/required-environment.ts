import { ConfigurationError } from '@glueline/schema-registry';
import { readConfig } from '../src/config.ts';

/** What the service does not start without. */
export const REQUIRED = {
  AWS_REGION: 'eu-central-1',
  KAFKA_BROKERS: 'b-1:9098,b-2:9098',
  KAFKA_GROUP_ID: 'glueline',
  TOPIC: 'sensor',
  TABLE_NAME: 'sensor',
  REGISTRY_ROLE_ARN: 'arn:aws:iam::111111111111:role/glueline-registry-read',
  REGISTRY_EXTERNAL_ID: 'an-external-id',
};

/** Of an environment that has some; whatever else is thrown, or nothing, fails the test. */
export function findProblems(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}
