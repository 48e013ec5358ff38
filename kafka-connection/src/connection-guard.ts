import type { Connection } from '@platformatic/kafka';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** On which the client tells of every connection it makes, before it connects. */
const INSTANCES = 'plt:kafka:instances';

/**
 * Mends two defects of the client (2.12.1) for the connections of the whole process. Both start with a broker that
 * closes a connection it re-authenticates, as every restart of a broker does:
 *
 * - The timer of the next re-authentication survives. When it fires, the pool drops the healthy connection that has
 *   taken the place, and that one stays open for ever, re-authenticating beside its successor.
 * - After a re-authentication that failed, a reset of the socket is an error event that nobody hears, which ends
 *   the process.
 */
export function guardConnections(): void {
  unsubscribe(INSTANCES, guard);
  subscribe(INSTANCES, guard);
}

function guard(message: unknown): void {
  const { type, instance } = message as { type: string; instance: unknown };
  if (type !== 'connection') return;
  const connection = instance as Connection;
  connection.on('error', ignore);
  connection.once('close', () => {
    // A token that arrives after the end would still be an error to the pool, under the successor's name.
    connection.removeAllListeners('error');
    connection.on('error', ignore);
    // Of a connection that is closed already it only clears the timer.
    void connection.close();
  });
}

/** Whoever waits for the connection hears of it from the client. */
function ignore(): void {}
