import { STSClient } from '@aws-sdk/client-sts';
import { type AssumedRoleCredentials, createAssumedRoleCredentials } from './assumed-role.ts';

const TIMEOUTS = { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true };

export type RoleToAssume = {
  readonly roleArn: string;
  /** That has its ExternalId, for who has to mend a refusal. */
  readonly setting: string;
  /** Throws AssumeRoleError. */
  readonly credentials: () => Promise<AssumedRoleCredentials>;
  close(): void;
};

/** A role that another account lends, and the connection to STS that asks for it. */
export function createRoleToAssume(options: {
  region: string;
  roleArn: string;
  externalId: string;
  setting: string;
  sessionName: string;
}): RoleToAssume {
  const { region, roleArn, externalId, setting, sessionName } = options;
  const client = new STSClient({ region, requestHandler: TIMEOUTS });
  return {
    roleArn,
    setting,
    credentials: createAssumedRoleCredentials({ client, roleArn, externalId, sessionName }),
    close: () => client.destroy(),
  };
}
