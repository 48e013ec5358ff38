import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate } from 'node:tls';
import type { ConnectionSecurity } from '@glueline/kafka-connection';
import type { Address } from './address.ts';

/** Resolves to the address that answered. Nothing is sent. */
export async function openTcp({ host, port }: Address, signal: AbortSignal): Promise<string> {
  const socket = connect({ host, port });
  try {
    await opened(socket, 'connect', signal);
    return socket.remoteAddress ?? host;
  } finally {
    socket.destroy();
  }
}

/** `refusal` is Node's code for why the client will not have this certificate. */
export async function openTls(
  { host, port }: Address,
  tls: NonNullable<ConnectionSecurity['tls']>,
  signal: AbortSignal,
): Promise<{ certificate: PeerCertificate; refusal: string | undefined }> {
  // Goes on with a certificate that is refused, to say for whom it is. Nothing is sent over this connection.
  const options = { ...tls, host, port, rejectUnauthorized: false };
  const socket = connectTls(isIP(host) === 0 ? { ...options, servername: host } : options);
  try {
    await opened(socket, 'secureConnect', signal);
    const refusal = socket.authorized ? undefined : String(socket.authorizationError);
    return { certificate: socket.getPeerCertificate(), refusal };
  } finally {
    socket.destroy();
  }
}

async function opened(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  // When the deadline is over nobody waits any more, and a socket that still connects would keep the process.
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  await once(socket, event);
}
