import fastify from 'fastify';
import type { Registry } from 'prom-client';
import type { Health } from '../health.ts';

export type HttpServer = {
  /** http://host:port, with the port it really got. */
  readonly address: string;
  close(): Promise<void>;
};

export async function startHttpServer(options: {
  host: string;
  port: number;
  readHealth: () => Health;
  registry: Registry;
}): Promise<HttpServer> {
  const { host, port, readHealth, registry } = options;
  // A scraper's idle connection must not hold up the stop.
  const server = fastify({ logger: false, forceCloseConnections: true });
  server.get('/health', async (_request, reply) => {
    const { statusCode, body } = readHealth();
    return reply.code(statusCode).send(body);
  });
  server.get('/metrics', async (_request, reply) =>
    reply.header('content-type', registry.contentType).send(await registry.metrics()),
  );
  const address = await server.listen({ host, port });
  return { address, close: async () => server.close() };
}
