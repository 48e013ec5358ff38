/*
 * arn:aws:glue:<region>:<account>:registry/<registry>
 * arn:aws:glue:<region>:<account>:schema/<registry>/<schema>
 * arn:aws:iam::<account>:root | user/<user> | role/<role>
 * arn:aws:sts::<account>:assumed-role/<role>/<session>
 *
 * Only the partition `aws`: the emulator knows no China, GovCloud or isolated regions.
 */
/** The registry of requests that name none; CreateSchema makes it when it is not there. */
export const DEFAULT_REGISTRY_NAME = 'default-registry';

export function registryArn(accountId: string, region: string, registryName: string): string {
  return `arn:aws:glue:${region}:${accountId}:registry/${registryName}`;
}

export function schemaArn(
  accountId: string,
  region: string,
  registryName: string,
  schemaName: string,
): string {
  return `arn:aws:glue:${region}:${accountId}:schema/${registryName}/${schemaName}`;
}

export const accountRootArn = (accountId: string): string => `arn:aws:iam::${accountId}:root`;

export const userArn = (accountId: string, userName: string): string =>
  `arn:aws:iam::${accountId}:user/${userName}`;

export const roleArn = (accountId: string, roleName: string): string =>
  `arn:aws:iam::${accountId}:role/${roleName}`;

export const assumedRoleArn = (accountId: string, roleName: string, sessionName: string): string =>
  `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
