import type { KafkaSecurity } from '../security-settings.ts';

type Brokers = { brokers: readonly string[]; security: KafkaSecurity };

/** What it is that keeps the service from its brokers, with the settings to look at. */
export function describeConnectFailure({ brokers, security: { auth } }: Brokers, error: unknown): string {
  const address = `${brokers.join(', ')} (KAFKA_BROKERS)`;
  const layers = listLayers(error);
  if (layers.some(isTlsFailure)) {
    return `cannot make a TLS connection to a Kafka broker at ${address}; see KAFKA_TLS and KAFKA_CA_FILE`;
  }
  if (layers.some((layer) => codeOf(layer) === 'PLT_KFK_AUTHENTICATION')) {
    const settings = {
      none: 'KAFKA_AUTH=none',
      'scram-sha-512': 'KAFKA_USERNAME and KAFKA_PASSWORD',
      'msk-iam': 'KAFKA_ROLE_ARN, KAFKA_EXTERNAL_ID and the clock',
    } as const;
    return `not authenticated by a Kafka broker at ${address}; see ${settings[auth.method]}`;
  }
  if (layers.some((layer) => layer.message === CLOSED)) {
    return `a Kafka broker at ${address} ends the connection, as one does that wants another KAFKA_TLS or KAFKA_AUTH`;
  }
  return `cannot reach a Kafka broker at ${address}`;
}

/** The client wraps each attempt's error in several layers. */
function listLayers(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? [...error.errors, error.cause] : [error.cause];
  return [error, ...inner.flatMap(listLayers)];
}

/** The client's words for an end that it had not asked for. */
const CLOSED = 'Connection closed';

/** Certificates are refused by Node under these codes; the two sentences are the client's own. */
const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH)/;
const TLS_MESSAGES = new Set([
  'Broker requires TLS.',
  'TLS handshake failed. Please verify the broker supports TLS.',
]);

function isTlsFailure(layer: Error): boolean {
  return TLS_CODE.test(codeOf(layer)) || TLS_MESSAGES.has(layer.message);
}

function codeOf(layer: Error): string {
  return 'code' in layer ? String(layer.code) : '';
}
