/** What waits for an operator's decision, of whatever kind, and the decision itself. */
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { decideAppeal, waitingAppeals } from '../appeals/index.ts';
import { disputedOrders, settleOrder } from '../consultations/index.ts';
import { contractsInDispute, settleDispute } from '../contracts/index.ts';
import { decideRequest, waitingRequests } from '../gigs/index.ts';
import type { Permission } from '../operators/index.ts';
import { decidePayout, payoutsToDecide } from '../payments/index.ts';
import { projectsToReview, reviewProject } from '../projects/index.ts';
import { decideCompany, decidePerson, waitingCompanies, waitingPersons } from '../verification/index.ts';
import { type Evidence, looks } from './evidence.ts';
import { holdersOfMarket, removeHolder } from './holders.sql.ts';

export interface Waiting {
  readonly kind: DecisionKind;
  readonly id: bigint;
  /** Who or what it is about. */
  readonly subject: string;
  /** Fen, where money is at stake. */
  readonly amount: bigint | undefined;
  readonly since: Date | null;
  /** Who has taken it. */
  readonly holder: { readonly uid: string; readonly shownName: string } | undefined;
}

export interface Decision {
  readonly isAccepted: boolean;
  readonly reason: string;
  /** For a dispute: what the freelancer has earned, in fen; all of it, or nothing, as it is accepted, when left out. */
  readonly toFreelancer?: bigint | undefined;
}

/** `open` when it takes a second operator. */
export type Outcome = 'decided' | 'open';

interface Kind {
  /** Which permission deciding it asks for. */
  readonly needs: Permission;
  look(ctx: ReadContext, id: bigint): Promise<Evidence>;
  waiting(ctx: ReadContext): Promise<Omit<Waiting, 'kind' | 'holder'>[]>;
  decide(ctx: WriteContext, id: bigint, decision: Decision): Promise<Outcome>;
}

const kinds = {
  company: {
    needs: 'reviews.decide',
    look: looks.company,
    async waiting(ctx) {
      const rows = await waitingCompanies(ctx);
      return rows.map((row) => ({
        id: row.id,
        subject: row.company_name,
        amount: undefined,
        since: row.submitted_at,
      }));
    },
    async decide(ctx, id, { isAccepted, reason }) {
      await decideCompany(ctx, id, isAccepted, reason);
      return 'decided';
    },
  },
  gig: {
    needs: 'reviews.decide',
    look: looks.gig,
    async waiting(ctx) {
      const rows = await waitingRequests(ctx);
      return rows.map((row) => ({ id: row.id, subject: row.title, amount: row.price, since: row.created_at }));
    },
    async decide(ctx, id, { isAccepted, reason }) {
      await decideRequest(ctx, id, isAccepted, reason);
      return 'decided';
    },
  },
  consultation: {
    needs: 'disputes.settle',
    look: looks.consultation,
    async waiting(ctx) {
      const rows = await disputedOrders(ctx);
      return rows.map((row) => ({ id: row.id, subject: row.title, amount: row.price, since: row.updated_at }));
    },
    async decide(ctx, id, { isAccepted, reason }) {
      await settleOrder(ctx, id, isAccepted, reason);
      return 'decided';
    },
  },
  payout: {
    needs: 'payouts.decide',
    look: looks.payout,
    async waiting(ctx) {
      const rows = await payoutsToDecide(ctx);
      return rows.map((row) => ({ id: row.id, subject: row.party_name, amount: row.amount, since: row.created_at }));
    },
    async decide(ctx, id, { isAccepted, reason }) {
      return (await decidePayout(ctx, id, isAccepted, reason)) === 'decided' ? 'decided' : 'open';
    },
  },
  project: {
    needs: 'reviews.decide',
    look: looks.project,
    async waiting(ctx) {
      const rows = await projectsToReview(ctx);
      return rows.map((row) => ({
        id: row.id,
        subject: `${row.manager_name} ${row.title}`,
        amount: undefined,
        since: row.created_at,
      }));
    },
    async decide(ctx, id, { isAccepted }) {
      await reviewProject(ctx, id, isAccepted);
      return 'decided';
    },
  },
  person: {
    needs: 'reviews.decide',
    look: looks.person,
    async waiting(ctx) {
      const rows = await waitingPersons(ctx);
      return rows.map((row) => ({ id: row.id, subject: row.name, amount: undefined, since: row.submitted_at }));
    },
    async decide(ctx, id, { isAccepted, reason }) {
      await decidePerson(ctx, id, isAccepted, reason);
      return 'decided';
    },
  },
  appeal: {
    needs: 'users.restrict',
    look: looks.appeal,
    async waiting(ctx) {
      const rows = await waitingAppeals(ctx);
      return rows.map((row) => ({ id: row.id, subject: row.name, amount: undefined, since: row.made_at }));
    },
    async decide(ctx, id, { isAccepted, reason }) {
      await decideAppeal(ctx, id, isAccepted, reason);
      return 'decided';
    },
  },
  dispute: {
    needs: 'disputes.settle',
    look: looks.dispute,
    async waiting(ctx) {
      const rows = await contractsInDispute(ctx);
      return rows.map((row) => ({ id: row.id, subject: row.name, amount: row.amount, since: row.ended_at }));
    },
    async decide(ctx, contractId, { isAccepted, reason, toFreelancer }) {
      await settleDispute(ctx, { contractId, toFreelancer: toFreelancer ?? (isAccepted ? 'all' : 0n), reason });
      return 'decided';
    },
  },
} satisfies Readonly<Record<string, Kind>>;

export type DecisionKind = keyof typeof kinds;
export const decisionKinds = Object.keys(kinds) as DecisionKind[];

/** Everything that waits for an operator in the market, of all kinds or of one, the longest waiting first. */
export async function waitingForDecision(ctx: ReadContext, only?: DecisionKind): Promise<Waiting[]> {
  const wanted = only === undefined ? decisionKinds : [only];
  const [holders, ...found] = await Promise.all([
    ctx.db.query(holdersOfMarket, [ctx.market]),
    ...wanted.map(async (kind) => (await kinds[kind].waiting(ctx)).map((one) => ({ kind, ...one }))),
  ]);
  const byThing = new Map(holders.map((row) => [`${row.kind}:${row.subject_id}`, row]));
  const time = ({ since }: Waiting) => since?.getTime() ?? 0;
  const withHolder = (one: Omit<Waiting, 'holder'>): Waiting => {
    const row = byThing.get(`${one.kind}:${one.id}`);
    return { ...one, holder: row && { uid: row.uid, shownName: row.shown_name } };
  };
  return found
    .flat()
    .map(withHolder)
    .sort((a, b) => time(a) - time(b));
}

/** Which permission deciding something of this kind asks for. */
export const permissionFor = (kind: DecisionKind): Permission => kinds[kind].needs;

/**
 * Decides something that waits, as an operator; nobody has it any more. Throws `decision.not_found` for an unknown kind and whatever the kind
 * itself refuses.
 */
export async function decide(ctx: WriteContext, kind: string, id: bigint, decision: Decision): Promise<Outcome> {
  const outcome = await kindOf(kind).decide(ctx, id, decision);
  await ctx.db.query(removeHolder, [ctx.market, kind, id]);
  return outcome;
}

/** What there is to see before deciding, also once it has been decided. Throws `decision.not_found`. */
export async function lookAtDecision(ctx: ReadContext, kind: string, id: bigint): Promise<Evidence> {
  return kindOf(kind).look(ctx, id);
}

function kindOf(name: string): Kind {
  if (!Object.hasOwn(kinds, name)) throw new DomainError('decision.not_found');
  return kinds[name as DecisionKind]; // Looked at on the line before.
}
