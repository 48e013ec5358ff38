import { STSClient } from '@aws-sdk/client-sts';
import { type AssumedRoleCredentials, createAssumedRoleCredentials } from '@glueline/schema-registry';

const TIMEOUTS = { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true };

export type AssumedRole = {
  readonly roleArn: string;
  /** That has its ExternalId, for who has to mend a refusal. */
  readonly setting: string;
  /** Throws AssumeRoleError. */
  readonly credentials: () => Promise<AssumedRoleCredentials>;
  close(): void;
};

/** A role in the producer's account, which that account lends. */
export function createAssumedRole(options: {
  region: string;
  roleArn: string;
  externalId: string;
  setting: string;
}): AssumedRole {
  const { region, roleArn, externalId, setting } = options;
  const client = new STSClient({ region, requestHandler: TIMEOUTS });
  const sessionName = 'glueline-consumer';
  return {
    roleArn,
    setting,
    credentials: createAssumedRoleCredentials({ client, roleArn, externalId, sessionName }),
    close: () => client.destroy(),
  };
}
