const DEFAULT_PORT = '8080';
/** Listening on all addresses is not an address to ask at. */
const ALL_ADDRESSES: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };

/**
 * Where the service in the same container tells whether it lives, by the service's own settings. Not by `config.ts`,
 * which loads the clients of Kafka and AWS: a process that starts every few seconds must cost next to nothing.
 */
export function toLivenessUrl(environment: Readonly<Record<string, string | undefined>>): string {
  const host = environment['HTTP_HOST'] || '0.0.0.0';
  const literal = host.includes(':') ? `[${host}]` : host;
  return `http://${ALL_ADDRESSES[host] ?? literal}:${environment['HTTP_PORT'] || DEFAULT_PORT}/health/live`;
}
