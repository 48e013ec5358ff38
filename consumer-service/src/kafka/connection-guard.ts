import type { Connection, ConnectionPool } from '@platformatic/kafka';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** On which the client tells of every pool and connection it makes, before it connects. */
const INSTANCES = 'plt:kafka:instances';

/**
 * Mends three defects of the client (2.12.1) for the connections of the whole process. They start with a broker that
 * closes a connection it re-authenticates, as every restart of a broker does, or with a token it refuses:
 *
 * - The timer of the next re-authentication survives. When it fires, the pool drops the healthy connection that has
 *   taken the place, and that one stays open for ever, re-authenticating beside its successor.
 * - After a re-authentication that failed, a reset of the socket is an error event that nobody hears, which ends
 *   the process.
 * - A pool drops a connection by the name of its broker, at its error and once more at its close. What it has made
 *   under that name in between is dropped the second time, stays open for ever, and keeps the process from ending.
 */
export function guardConnections(): void {
  unsubscribe(INSTANCES, guard);
  subscribe(INSTANCES, guard);
}

function guard(message: unknown): void {
  const { type, instance } = message as { type: string; instance: unknown };
  if (type === 'connection') guardConnection(instance as Connection);
  if (type === 'connection-pool') {
    // Heard before the pool can make another: one that gave up while it connected has no error event.
    (instance as ConnectionPool).on('failed', ({ connection }) => retire(connection));
  }
}

function guardConnection(connection: Connection): void {
  connection.on('error', ignore);
  connection.once('error', () => retire(connection));
  connection.once('close', () => silence(connection));
}

/** Its pool has dropped it, and must not hear of its close. */
function retire(connection: Connection): void {
  connection.removeAllListeners('close');
  connection.once('close', () => silence(connection));
  // The client would only end its own half and leave the rest to the broker, which may be frozen. Not within the
  // event: the client has still to say whom it was about.
  setImmediate(() => connection.socket?.destroy());
}

function silence(connection: Connection): void {
  // A token that arrives after the end would still be an error to the pool, under the successor's name.
  connection.removeAllListeners('error');
  connection.on('error', ignore);
  // Of a connection that is closed already it only clears the timer.
  void connection.close();
}

/** Whoever waits for the connection hears of it from the client. */
function ignore(): void {}
