import type { FastifyInstance } from 'fastify';
import { decide, waitingForDecision } from '../../domain/oversight/index.ts';
import type { Units } from '../../kernel/context.ts';
import { errorKinds, isRefusal } from '../../kernel/errors.ts';
import { formatYuan } from '../../kernel/money.ts';

interface Decision {
  accept?: unknown;
  reason?: unknown;
}

/**
 * Lets a developer be the operators: lists what waits for one, and decides it. `unitsFor` acts as one of two operators, since some things take both.
 */
export function mountReviews(
  app: FastifyInstance,
  unitsFor: (market: string, which: 'first' | 'second') => Units,
): void {
  app.get<{ Querystring: { market?: string } }>('/dev/reviews', async (request) => {
    const units = unitsFor(request.query.market ?? 'cloudwork', 'first');
    const waiting = await waitingForDecision(units.read());
    return waiting.map(({ kind, id, subject, amount }) => ({
      id: `${kind}:${id}`,
      kind,
      subject: amount === undefined ? subject : `${subject} ${formatYuan(amount)}`,
    }));
  });

  app.post<{ Params: { id: string }; Querystring: { market?: string }; Body: Decision | null }>(
    '/dev/reviews/:id',
    async (request, reply) => {
      const [, kind = '', number = ''] = /^([a-z-]+):(\d{1,15})$/.exec(request.params.id) ?? [];
      const { accept, reason } = request.body ?? {};
      if (typeof accept !== 'boolean') return reply.code(400).send({ error: 'accept must be true or false' });
      const decision = { isAccepted: accept, reason: typeof reason === 'string' ? reason : '' };
      try {
        for (const which of ['first', 'second'] as const) {
          const units = unitsFor(request.query.market ?? 'cloudwork', which);
          const outcome = await units.write((ctx) => decide(ctx, kind, BigInt(number || 0), decision));
          if (outcome === 'decided') break;
        }
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const isMissing = errorKinds[error.code] === 'not_found';
        return reply.code(isMissing ? 404 : 409).send({ error: error.code });
      }
      return { id: request.params.id, accepted: accept };
    },
  );
}
