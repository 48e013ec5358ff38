import fastify, { type FastifyReply } from 'fastify';
import type { Registry } from 'prom-client';
import type { Health, Verdict } from '../health.ts';

export type HttpServer = {
  /** http://host:port, with the port it really got. */
  readonly address: string;
  close(): Promise<void>;
};

/**
 * | path          | 200 when                    | for                                            |
 * |---------------|-----------------------------|------------------------------------------------|
 * | /health/live  | a restart would not help    | the platform, which replaces the process       |
 * | /health/ready | records flow                | deployments and people                         |
 * | /health       | both, with all the details  | people                                         |
 * | /metrics      | always                      | Prometheus                                     |
 */
export async function startHttpServer(options: {
  host: string;
  port: number;
  readHealth: () => Health;
  registry: Registry;
}): Promise<HttpServer> {
  const { host, port, readHealth, registry } = options;
  // A scraper's idle connection must not hold up the stop.
  const server = fastify({ logger: false, forceCloseConnections: true });
  server.get('/health/live', async (_request, reply) => answer(reply, readHealth().live));
  server.get('/health/ready', async (_request, reply) => answer(reply, readHealth().ready));
  server.get('/health', async (_request, reply) => {
    const health = readHealth();
    return reply.code(health.live.ok && health.ready.ok ? 200 : 503).send(health);
  });
  server.get('/metrics', async (_request, reply) =>
    reply.header('content-type', registry.contentType).send(await registry.metrics()),
  );
  const address = await server.listen({ host, port });
  return { address, close: async () => server.close() };
}

function answer(reply: FastifyReply, verdict: Verdict): FastifyReply {
  return reply.code(verdict.ok ? 200 : 503).send(verdict);
}
