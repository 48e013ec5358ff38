import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { createTable } from './server.ts';
import type { TableServerSettings } from './table-protocol.ts';

const OPTIONS = { keepAliveTimeout: 60_000 };

const settings = JSON.parse(process.argv[2]!) as TableServerSettings;
const table = createTable(settings);
const port = await listen(createHttpServer(OPTIONS, table));
const tlsPort = settings.tls === undefined ? undefined : await listen(await createTlsServer(settings.tls));
process.stdout.write(`${JSON.stringify({ port, tlsPort })}\n`);

async function createTlsServer({ keystoreFile, password }: NonNullable<TableServerSettings['tls']>) {
  return createHttpsServer({ ...OPTIONS, pfx: await readFile(keystoreFile), passphrase: password }, table);
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
