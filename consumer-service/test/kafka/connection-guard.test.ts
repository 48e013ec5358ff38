import { EventEmitter } from 'node:events';
import { channel } from 'node:diagnostics_channel';
import { expect, test, vi } from 'vitest';
import { guardConnections } from '../../src/kafka/connection-guard.ts';

function announce(type: string) {
  const instance = Object.assign(new EventEmitter(), {
    close: vi.fn<() => Promise<void>>(async () => Promise.resolve()),
    socket: { destroy: vi.fn<() => void>() },
  });
  channel('plt:kafka:instances').publish({ type, instance });
  return instance;
}

test('an error of a connection that nobody listens to does not end the process', () => {
  guardConnections();
  const connection = announce('connection');
  expect(() => connection.emit('error', new Error('reset'))).not.toThrow();
});

test('a closed connection is closed once more, which ends its re-authentication, and its pool hears no more of it', () => {
  guardConnections();
  guardConnections();
  const connection = announce('connection');
  const pool = vi.fn<() => void>();
  connection.on('error', pool);
  connection.emit('close');
  connection.emit('error', new Error('the token came late'));
  expect(pool).not.toHaveBeenCalled();
  expect(connection.close).toHaveBeenCalledOnce();
});

test('a connection that failed is cut off, and its pool does not drop the successor at its close', async () => {
  guardConnections();
  const connection = announce('connection');
  const pool = vi.fn<() => void>();
  connection.on('close', pool);
  connection.emit('error', new Error('the token is refused'));
  await vi.waitFor(() => expect(connection.socket.destroy).toHaveBeenCalledOnce());
  connection.emit('close');
  expect(pool).not.toHaveBeenCalled();
  expect(connection.close).toHaveBeenCalledOnce();
});

test('so is one that its pool gave up while it connected', () => {
  guardConnections();
  const connection = announce('connection');
  const pool = announce('connection-pool');
  const dropped = vi.fn<() => void>();
  connection.on('close', dropped);
  pool.emit('failed', { connection });
  connection.emit('close');
  expect(dropped).not.toHaveBeenCalled();
});

test('what is no connection is left alone', () => {
  guardConnections();
  expect(announce('client').listenerCount('close')).toBe(0);
});
