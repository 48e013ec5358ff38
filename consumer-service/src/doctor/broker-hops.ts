import { type ConnectionSecurity, findConnectFailure, type KafkaSecurity } from '@glueline/kafka-connection';
import { Connection, metadataV12 } from '@platformatic/kafka';
import { lookup } from 'node:dns/promises';
import { StartError } from '../errors.ts';
import { describeFailure } from './describe-failure.ts';
import { type Address, renderAddress } from './address.ts';
import { describeCertificate } from './certificate.ts';
import { openTcp, openTls } from './open-socket.ts';
import type { Found, TryHop } from './try-hop.ts';

const TIMEOUTS = { connectTimeout: 5000, requestTimeout: 5000 };
/** Both of the above, and a token that has to be signed first. */
const AUTHENTICATION_DEADLINE_MS = 12_000;

export type BrokerAccess = {
  readonly security: KafkaSecurity;
  readonly connection: ConnectionSecurity;
  /** What authentication needs; undefined when that cannot be had. */
  readonly identity: unknown;
};

/** From the name to a connection that the broker answers on, which the caller has to close. */
export async function tryBroker(
  tryHop: TryHop,
  address: Address,
  access: BrokerAccess,
): Promise<Connection | undefined> {
  const subject = renderAddress(address);
  const { tls } = access.connection;

  const resolved = await tryHop({ hop: 'dns', subject: address.host }, async () => resolve(address.host));
  const isReachable = await tryHop({ hop: 'tcp', subject, needs: [resolved] }, async (signal) => ({
    detail: `connected to ${await openTcp(address, signal)}`,
    value: true,
  }));
  const isTrusted =
    tls === undefined
      ? isReachable
      : await tryHop({ hop: 'tls', subject, needs: [isReachable] }, async (signal) => {
          const { certificate, refusal } = await openTls(address, tls, signal);
          return { detail: describeCertificate(certificate, refusal), value: true };
        });
  return tryHop(
    {
      hop: 'authentication',
      subject,
      needs: [isTrusted, access.identity],
      deadlineMs: AUTHENTICATION_DEADLINE_MS,
    },
    async (signal) => authenticate(address, access, signal),
  );
}

async function resolve(host: string): Promise<Found<true>> {
  const addresses = await lookup(host, { all: true });
  return { detail: addresses.map(({ address }) => address).join(', '), value: true };
}

/** A broker that wants a proof it was not given says so by ending the connection at the first request. */
async function authenticate(
  address: Address,
  { security, connection: options }: BrokerAccess,
  signal: AbortSignal,
): Promise<Found<Connection>> {
  const connection = new Connection('glueline-doctor', { ...TIMEOUTS, ...options });
  const giveUp = () => void connection.close();
  try {
    await connection.connect(address.host, address.port);
    await metadataV12.api.async(connection, [], false, false);
  } catch (error) {
    giveUp();
    const failure = findConnectFailure({ brokers: [renderAddress(address)], security }, error);
    if (failure === undefined) throw error;
    throw new StartError(`${failure}: ${describeFailure(error)}`, { cause: error });
  }
  if (signal.aborted) giveUp();
  return { detail: `answers, ${METHODS[security.auth.method]}`, value: connection };
}

const METHODS = {
  none: 'without authentication',
  'scram-sha-512': 'with the password of KAFKA_USERNAME',
  'msk-iam': 'with a token of KAFKA_ROLE_ARN',
} as const satisfies Record<KafkaSecurity['auth']['method'], string>;
