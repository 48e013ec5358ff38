import { listErrorLayers } from './error-layers.ts';
import type { KafkaSecurity } from './security-settings.ts';

type Brokers = { brokers: readonly string[]; security: KafkaSecurity };

/** What it is that keeps a client from its brokers, with the settings to look at. */
export function describeConnectFailure(brokers: Brokers, error: unknown): string {
  return findConnectFailure(brokers, error) ?? `cannot reach a Kafka broker at ${toAddress(brokers)}`;
}

/** The same of an error that may have nothing to do with connecting: undefined then. */
export function findConnectFailure(brokers: Brokers, error: unknown): string | undefined {
  const address = toAddress(brokers);
  const layers = listErrorLayers(error);
  if (layers.some(isTlsFailure)) {
    return `cannot make a TLS connection to a Kafka broker at ${address}; see KAFKA_TLS and KAFKA_CA_FILE`;
  }
  if (layers.some((layer) => codeOf(layer) === 'PLT_KFK_AUTHENTICATION')) {
    return `not authenticated by a Kafka broker at ${address}; see ${toSettings(brokers.security)}`;
  }
  if (layers.some((layer) => layer.message === CLOSED)) {
    return `a Kafka broker at ${address} ends the connection, as one does that wants another KAFKA_TLS or KAFKA_AUTH`;
  }
  return undefined;
}

const toAddress = ({ brokers }: Brokers) => `${brokers.join(', ')} (KAFKA_BROKERS)`;

function toSettings({ auth }: KafkaSecurity): string {
  if (auth.method === 'none') return 'KAFKA_AUTH=none';
  if (auth.method === 'scram-sha-512') return 'KAFKA_USERNAME and KAFKA_PASSWORD';
  if (auth.role === undefined) return 'the own role, whether it may connect, and the clock';
  return 'KAFKA_ROLE_ARN, KAFKA_EXTERNAL_ID and the clock';
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
