import type { FastifyInstance } from 'fastify';
import { findMessages } from '../../domain/identity/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { parseDuration } from '../../kernel/clock.ts';
import type { Reader, Units } from '../../kernel/context.ts';
import { mountReviews } from './reviews.ts';

export interface DevMeans {
  readonly db: Reader;
  readonly clock: Clock;
  /** Moves the clock forward and returns when every task that fell due has run. */
  readonly advance: (ms: number) => Promise<void>;
  /** Units of work of a market, as one of two operators. */
  readonly operatorUnits: (market: string, which: 'first' | 'second') => Units;
}

interface OutboxQuery {
  market?: string;
  to?: string;
}

const longestAdvanceMs = 400 * 24 * 3_600_000;

/** What development has and production does not: the outbox, the movable clock and an operator's decisions. */
export function mountDev(app: FastifyInstance, { db, clock, advance, operatorUnits }: DevMeans): void {
  mountReviews(app, operatorUnits);
  app.get<{ Querystring: OutboxQuery }>('/dev/outbox', async (request) => {
    const { market, to } = request.query;
    const rows = await findMessages(db, { market, to });
    return rows.map((row) => ({
      market: row.market,
      channel: row.channel,
      to: row.recipient,
      template: row.template,
      params: row.params,
      text: row.body,
      sentAt: row.created_at.toISOString(),
    }));
  });

  app.get('/dev/clock', async () => ({ now: clock.now().toISOString() }));

  app.post<{ Body: { advance?: unknown } | null }>('/dev/clock', async (request, reply) => {
    const text = request.body?.advance;
    const ms = typeof text === 'string' ? parseDuration(text) : undefined;
    if (ms === undefined || ms > longestAdvanceMs) {
      return reply.code(400).send({ error: 'advance must be an ISO 8601 duration of at most 400 days, as "P3DT2H"' });
    }
    await advance(ms);
    return { now: clock.now().toISOString() };
  });
}
