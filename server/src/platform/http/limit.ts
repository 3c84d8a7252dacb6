import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors.ts';

/** Counts a request by its key; tells in its headers what is left, and throws `request.too_many` when nothing is. */
export type Limit = (request: FastifyRequest, reply: FastifyReply, key: string) => Promise<void>;

/** At most `perMinute` requests of a key in a minute, counted by each process for itself. */
export function createLimit(app: FastifyInstance, perMinute: number): Limit {
  const keys = new WeakMap<FastifyRequest, string>();
  const count = app.createRateLimit({
    max: perMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => keys.get(request) ?? '',
  });
  return async (request, reply, key) => {
    keys.set(request, key);
    const counted = await count(request);
    if (counted.isAllowed) return;
    const { remaining, ttlInSeconds, isExceeded } = counted;
    void reply.headers({
      'ratelimit-limit': perMinute,
      'ratelimit-remaining': Math.max(0, remaining),
      'ratelimit-reset': ttlInSeconds,
    });
    if (isExceeded) throw new DomainError('request.too_many', { retryAfterSeconds: ttlInSeconds });
  };
}
