import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

/** Liveness, readiness and metrics, at the server's root. */
export function mountHealth(
  app: FastifyInstance,
  means: { isReady: () => Promise<boolean>; registry: Registry },
): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const isReady = await means.isReady();
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', means.registry.contentType).send(await means.registry.metrics()),
  );
}
