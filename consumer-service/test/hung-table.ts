import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

const DESCRIPTION = JSON.stringify({
  Table: {
    TableStatus: 'ACTIVE',
    KeySchema: [
      { AttributeName: 'deviceId', KeyType: 'HASH' },
      { AttributeName: 'timestamp', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'deviceId', AttributeType: 'S' },
      { AttributeName: 'timestamp', AttributeType: 'S' },
    ],
  },
});

/** Describes itself, and starts to answer every write without ever ending the answer. */
export async function startHungTable(): Promise<{ endpoint: string; writes: () => number }> {
  let writes = 0;
  const isWrite = ({ headers }: IncomingMessage) =>
    String(headers['x-amz-target']).endsWith('BatchWriteItem');
  const server = createServer((request, response) => {
    request.resume();
    if (isWrite(request)) {
      writes += 1;
      response.write('{');
    } else response.end(DESCRIPTION);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, writes: () => writes };
}
