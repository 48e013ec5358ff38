import type { StsOperation } from './operation.ts';

export const getCallerIdentity: StsOperation = (_parameters, { caller }) => ({
  Arn: caller.arn,
  UserId: caller.userId,
  Account: caller.accountId,
});
