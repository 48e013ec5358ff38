import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createTableServer } from './server.ts';
import type { TableServerSettings } from './table-protocol.ts';

const server = createTableServer(JSON.parse(process.argv[2]!) as TableServerSettings);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
