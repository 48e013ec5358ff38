export { describeConnectFailure, findConnectFailure } from './connect-failure.ts';
export { guardConnections } from './connection-guard.ts';
export { createConnectionSecurity, type ConnectionSecurity } from './connection-security.ts';
export { listErrorLayers } from './error-layers.ts';
export { createTokenProvider, createTokenSigner } from './msk-iam-token.ts';
export {
  EXTERNAL_ID,
  findSecurityProblems,
  type KafkaSecurity,
  type Role,
  ROLE_ARN,
  securitySettings,
  toSecurity,
} from './security-settings.ts';
