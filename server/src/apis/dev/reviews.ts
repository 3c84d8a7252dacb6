import type { FastifyInstance } from 'fastify';
import { contractsInDispute, settleDispute } from '../../domain/contracts/index.ts';
import { decidePayout, payoutsToDecide } from '../../domain/payments/index.ts';
import { decideCompany, waitingCompanies } from '../../domain/verification/index.ts';
import type { Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, errorKinds } from '../../kernel/errors.ts';
import { formatYuan } from '../../kernel/money.ts';

interface Review {
  /** "company:12" */
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
}

interface Kind {
  waiting(units: Units): Promise<Review[]>;
  decide(ctx: WriteContext, id: bigint, isAccepted: boolean, reason: string): Promise<void>;
}

/** What waits for an operator, by the word its id begins with. */
const kinds: Readonly<Record<string, Kind>> = {
  company: {
    async waiting(units) {
      const rows = await waitingCompanies(units.read());
      return rows.map((row) => ({ id: `company:${row.id}`, kind: 'company', subject: row.company_name }));
    },
    decide: decideCompany,
  },
  payout: {
    async waiting(units) {
      const rows = await payoutsToDecide(units);
      return rows.map((row) => ({
        id: `payout:${row.id}`,
        kind: 'payout',
        subject: `${row.party_name} ${formatYuan(row.amount)}`,
      }));
    },
    decide: decidePayout,
  },
  dispute: {
    async waiting(units) {
      const rows = await contractsInDispute(units.read());
      return rows.map((row) => ({ id: `dispute:${row.id}`, kind: 'dispute', subject: row.name }));
    },
    decide: (ctx, contractId, isAccepted, reason) =>
      settleDispute(ctx, { contractId, toFreelancer: isAccepted ? 'all' : 0n, reason }),
  },
};

interface Decision {
  accept?: unknown;
  reason?: unknown;
}

/** Lets a developer be the operator: lists what waits for one, and decides it. `unitsFor` acts as an operator. */
export function mountReviews(app: FastifyInstance, unitsFor: (market: string) => Units): void {
  app.get<{ Querystring: { market?: string } }>('/dev/reviews', async (request) => {
    const units = unitsFor(request.query.market ?? 'cloudwork');
    return (await Promise.all(Object.values(kinds).map((kind) => kind.waiting(units)))).flat();
  });

  app.post<{ Params: { id: string }; Querystring: { market?: string }; Body: Decision | null }>(
    '/dev/reviews/:id',
    async (request, reply) => {
      const [, word = '', number = ''] = /^([a-z]+):(\d{1,15})$/.exec(request.params.id) ?? [];
      const kind = kinds[word];
      if (!kind) return reply.code(404).send({ error: 'there is no such review' });
      const { accept, reason } = request.body ?? {};
      if (typeof accept !== 'boolean') return reply.code(400).send({ error: 'accept must be true or false' });
      const said = typeof reason === 'string' ? reason : '';
      try {
        const units = unitsFor(request.query.market ?? 'cloudwork');
        await units.write((ctx) => kind.decide(ctx, BigInt(number), accept, said));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const isMissing = errorKinds[error.code] === 'not_found';
        return reply.code(isMissing ? 404 : 409).send({ error: error.code });
      }
      return { id: request.params.id, accepted: accept };
    },
  );
}
