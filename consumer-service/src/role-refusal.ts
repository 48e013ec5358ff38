import { AssumeRoleError } from '@glueline/schema-registry';
import { StartError } from './errors.ts';

/** Of an error that no waiting mends; undefined for any other. */
export function toRoleRefusal(roleArn: string, setting: string) {
  return (error: unknown): StartError | undefined =>
    error instanceof AssumeRoleError && error.denied
      ? new StartError(
          `not allowed to assume role ${roleArn}: check ${setting}, and that the role's trust policy names this account and that ExternalId`,
          { cause: error },
        )
      : undefined;
}
