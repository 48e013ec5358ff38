/**
 * For every client of AWS here. A throttled call is repeated by the SDK, with growing pauses of random length; without
 * `throwOnRequestTimeout` a hung one is only complained about, and hangs on.
 */
export const CLIENT_SETTINGS = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};
