import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Deal, openYard, reasonIds, reasons, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { dayMs } from '../../kernel/clock.ts';
import type { WriteContext } from '../../kernel/context.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import { type Machine, next, type Role } from '../../kernel/machine.ts';
import { payOrderLifecycle, payoutLifecycle } from '../payments/index.ts';
import { writeReview } from '../reviews/index.ts';
import {
  acceptOffer,
  addMilestones,
  auditWeek,
  contractLifecycle,
  finishContract,
  milestoneLifecycle,
  orderBonus,
  pauseContract,
  refuseOffer,
  resumeContract,
  revokeOffer,
  sendBackMilestone,
  settleMilestone,
  submitMilestone,
  weekLifecycle,
} from './index.ts';

const roles: Role[] = ['client', 'freelancer', 'clock', 'operator', 'rail', 'channel', 'system'];

/** What each table allows, written down a second time: "state move role -> state". */
const allowed: Record<string, { table: Machine; lines: string[] }> = {
  contract: {
    table: contractLifecycle,
    lines: [
      ...['drafted fund client -> offered', 'drafted revoke client -> revoked'],
      ...['offered accept freelancer -> active', 'offered refuse freelancer -> refused'],
      ...['offered revoke client -> revoked', 'offered expire clock -> expired'],
      ...[
        'active pause client -> paused',
        'active pauseBySilence clock -> paused',
        'active dispute client -> disputed',
      ],
      ...['active finish client -> finished', 'active finish freelancer -> finished'],
      ...['paused resume client -> active', 'paused dispute client -> disputed'],
      ...['paused finish client -> finished', 'paused finish freelancer -> finished'],
      'disputed settle operator -> settled',
    ],
  },
  milestone: {
    table: milestoneLifecycle,
    lines: [
      ...['unfunded fund client -> funded', 'unfunded cancel system -> cancelled'],
      ...['funded start system -> active', 'funded cancel system -> cancelled'],
      ...['active submit freelancer -> in_review', 'active release client -> paid'],
      ...['active cancel system -> cancelled', 'active dispute client -> disputed'],
      ...['sent_back submit freelancer -> in_review', 'sent_back release client -> paid'],
      ...['sent_back cancel system -> cancelled', 'sent_back dispute client -> disputed'],
      ...[
        'in_review approve client -> paid',
        'in_review release client -> paid',
        'in_review sendBack client -> sent_back',
      ],
      ...['in_review cancel system -> cancelled', 'in_review dispute client -> disputed'],
      'disputed settle operator -> settled',
    ],
  },
  week: {
    table: weekLifecycle,
    lines: [
      ...[
        'unfunded fund client -> funded',
        'unfunded cancel system -> cancelled',
        'unfunded cancel client -> cancelled',
      ],
      ...['funded start system -> active', 'funded cancel system -> cancelled', 'funded cancel client -> cancelled'],
      ...['active close clock -> in_review', 'active approve client -> paid', 'active dispute client -> disputed'],
      ...['active cancel system -> cancelled', 'active cancel client -> cancelled'],
      ...['in_review approve client -> paid', 'in_review approveBySilence clock -> paid'],
      ...['in_review cancel system -> cancelled', 'in_review cancel client -> cancelled'],
      ...['in_review dispute client -> disputed', 'disputed settle operator -> settled'],
    ],
  },
  'pay order': {
    table: payOrderLifecycle,
    lines: [
      ...['open pay client -> paid', 'open pay freelancer -> paid', 'open pay rail -> paid', 'open pay system -> paid'],
      ...['open close rail -> closed', 'open close clock -> closed', 'open close system -> closed'],
      'closed payLate rail -> paid',
    ],
  },
  payout: {
    table: payoutLifecycle,
    lines: [
      ...['requested approve operator -> approved', 'requested approve system -> approved'],
      ...['requested refuse operator -> refused', 'approved send rail -> sent'],
      ...['approved complete rail -> paid', 'approved fail rail -> failed'],
      ...['sent complete rail -> paid', 'sent fail rail -> failed', 'paid return rail -> returned'],
    ],
  },
};

describe.each(Object.entries(allowed))('the table of a %s', (_, { table, lines }) => {
  test('allows exactly its moves: every other state, move and role is refused', async () => {
    const states = [
      ...new Set([table.initial, ...Object.values(table.moves).flatMap((move) => [...move.from, move.to])]),
    ];
    const made: string[] = [];
    for (const state of states) {
      for (const move of Object.keys(table.moves)) {
        for (const role of roles) {
          const code = await refusalOf(
            (async () => made.push(`${state} ${move} ${role} -> ${next(table, state, move, role)}`))(),
          );
          expect(['done', 'move.not_from_here', 'move.not_by_you']).toContain(code);
        }
      }
    }
    expect(made.toSorted()).toEqual(lines.toSorted());
  });
});

let yard: Yard;
let strangers: { client: TestPerson; freelancer: TestPerson };

beforeAll(async () => {
  yard = await openYard();
  strangers = await yard.pair();
});
afterAll(async () => {
  const findings = await yard.findings();
  await yard.close();
  expect(findings).toEqual([]);
});

const undo = new Error('undo');

/** What comes of `operation`, in a world prepared by `text`; all of it is undone. */
async function attempt(
  who: TestPerson,
  operation: (ctx: WriteContext) => Promise<unknown>,
  text = 'select',
): Promise<string> {
  const outcome = yard.run(who, async (ctx) => {
    await ctx.db.query({ text });
    await operation(ctx);
    throw undo;
  });
  try {
    return await refusalOf(outcome);
  } catch (error) {
    if (error === undo) return 'done';
    throw error;
  }
}

const states = [
  'drafted',
  'offered',
  'active',
  'paused',
  'finished',
  'disputed',
  'refused',
  'revoked',
  'expired',
  'settled',
] as const;
type State = (typeof states)[number];
const neverSent: readonly State[] = ['drafted'];

interface Row {
  readonly operation: (ctx: WriteContext, deal: Deal) => Promise<unknown>;
  readonly client: readonly State[];
  readonly freelancer: readonly State[];
  /** What the other side is told, and what one is told in another state. */
  readonly wrongSide: ErrorCode;
  readonly wrongState: ErrorCode;
}

const noOne: readonly State[] = [];
const byMove = { wrongSide: 'move.not_by_you', wrongState: 'move.not_from_here' } as const;
const part = [{ name: 'More', amount: 5n, endDay: null }];
const marks = { exchange: 5, cooper: 5, quality: 5, skill: 5, punctual: 5, avail: 5, deliver: 5 };

const contractRows: Record<string, Row> = {
  accept: {
    operation: (ctx, { uid }) => acceptOffer(ctx, { contractUid: uid }),
    ...{ client: noOne, freelancer: ['offered'], ...byMove },
  },
  refuse: {
    operation: (ctx, { uid }) => refuseOffer(ctx, { contractUid: uid, questionId: reasonIds.refuse }, reasons),
    ...{ client: noOne, freelancer: ['offered'], ...byMove },
  },
  revoke: {
    operation: (ctx, { uid }) => revokeOffer(ctx, { contractUid: uid, questionId: reasonIds.revoke }, reasons),
    ...{ client: ['drafted', 'offered'], freelancer: noOne, ...byMove },
  },
  pause: { operation: (ctx, { uid }) => pauseContract(ctx, uid), client: ['active'], freelancer: noOne, ...byMove },
  resume: { operation: (ctx, { uid }) => resumeContract(ctx, uid), client: ['paused'], freelancer: noOne, ...byMove },
  finish: {
    operation: (ctx, { uid }) => finishContract(ctx, { contractUid: uid, pays: true }),
    ...{ client: ['active', 'paused'], freelancer: ['active', 'paused'], ...byMove },
  },
  addMilestones: {
    operation: (ctx, { uid }) => addMilestones(ctx, { contractUid: uid, milestones: part }),
    client: ['offered', 'active', 'paused'],
    freelancer: noOne,
    ...{ wrongSide: 'contract.not_yours', wrongState: 'contract.wrong_state' },
  },
  bonus: {
    operation: (ctx, { uid, freelancer }) =>
      orderBonus(ctx, { contractUid: uid, freelancerUid: freelancer.uid, amount: 5n, description: '' }),
    client: ['active', 'paused', 'finished', 'disputed', 'settled'],
    freelancer: noOne,
    ...{ wrongSide: 'role.client_required', wrongState: 'contract.wrong_state' },
  },
  review: {
    operation: (ctx, { uid }) => {
      const isClient = ctx.actor.kind === 'person' && ctx.actor.role === 'client';
      const questionId = isClient ? reasonIds.finishByClient : reasonIds.finishByFreelancer;
      return writeReview(ctx, { contractUid: uid, marks, score: 9, questionId, content: '' }, reasons);
    },
    client: ['finished', 'disputed', 'settled'],
    freelancer: ['finished', 'disputed', 'settled'],
    ...{ wrongSide: 'review.not_finished', wrongState: 'review.not_finished' },
  },
};

async function contractIn(state: State): Promise<Deal> {
  if (state === 'drafted') return yard.draftedFixed([100n, 200n]);
  const offered = ['offered', 'refused', 'revoked', 'expired'].includes(state);
  const deal = offered ? await yard.offeredFixed([100n, 200n]) : await yard.activeFixed([100n, 200n]);
  const { client, freelancer, uid: contractUid } = deal;
  if (state === 'refused') {
    await yard.run(freelancer, (ctx) => refuseOffer(ctx, { contractUid, questionId: reasonIds.refuse }, reasons));
  }
  if (state === 'revoked') await yard.run(client, (ctx) => revokeOffer(ctx, { contractUid }, reasons));
  if (state === 'paused') await yard.run(client, (ctx) => pauseContract(ctx, contractUid));
  if (state === 'finished') await yard.run(client, (ctx) => finishContract(ctx, { contractUid, pays: true }));
  const isDisputed = state === 'disputed' || state === 'settled';
  if (isDisputed) await yard.run(client, (ctx) => finishContract(ctx, { contractUid, pays: false }));
  return deal;
}

describe('a contract that is', () => {
  test.each(states)('%s takes exactly the moves of its table, from exactly the sides they are for', async (state) => {
    const deal = await contractIn(state);
    // No operation settles a dispute or lets time pass by itself; the state is all that is asked here.
    const isPretended = state === 'settled' || state === 'expired';
    const prepare = isPretended ? `update contract set state = '${state}' where id = ${deal.id}` : 'select';
    expect(isPretended || (await yard.stateOf(deal)) === state).toBe(true);
    for (const [name, row] of Object.entries(contractRows)) {
      for (const side of ['client', 'freelancer'] as const) {
        const isUnknown = side === 'freelancer' && neverSent.includes(state);
        const isTheirs = row[side].length > 0;
        const hidden = isUnknown && row.wrongSide !== 'role.client_required';
        const refusal = isTheirs ? row.wrongState : row.wrongSide;
        const expected = row[side].includes(state) ? 'done' : hidden ? 'contract.not_found' : refusal;
        const outcome = await attempt(deal[side], (ctx) => row.operation(ctx, deal), prepare);
        expect(`${name} by the ${side}: ${outcome}`).toBe(`${name} by the ${side}: ${expected}`);
        const stranger = await attempt(strangers[side], (ctx) => row.operation(ctx, deal), prepare);
        const needsClient = side === 'freelancer' && row.wrongSide === 'role.client_required';
        expect(`${name}: ${stranger}`).toBe(`${name}: ${needsClient ? 'role.client_required' : 'contract.not_found'}`);
      }
    }
  });
});

const message = 'Here it is';
const settling = (move: 'approve' | 'release') => (ctx: WriteContext, milestoneId: bigint) =>
  settleMilestone(ctx, { milestoneId, move, endsContract: false });
const milestoneRows = {
  submit: {
    by: 'freelancer',
    from: ['active', 'sent_back'],
    operation: (ctx: WriteContext, milestoneId: bigint) => submitMilestone(ctx, { milestoneId, message }),
  },
  sendBack: {
    by: 'client',
    from: ['in_review'],
    operation: (ctx: WriteContext, milestoneId: bigint) => sendBackMilestone(ctx, { milestoneId, message }),
  },
  approve: { by: 'client', from: ['in_review'], operation: settling('approve') },
  release: { by: 'client', from: ['active', 'sent_back', 'in_review'], operation: settling('release') },
} as const;

const milestoneStates = [
  'unfunded',
  'funded',
  'active',
  'in_review',
  'sent_back',
  'paid',
  'cancelled',
  'disputed',
  'settled',
];

describe('a milestone that is', () => {
  test.each(milestoneStates)('%s takes exactly the moves of its table', async (state) => {
    const deal = await yard.activeFixed([100n]);
    const [milestone] = await yard.milestones(deal);
    const id = milestone?.id ?? 0n;
    const prepare = `update milestone set state = '${state}' where id = ${id}`;
    for (const [name, { by, from, operation }] of Object.entries(milestoneRows)) {
      const expected = from.some((one) => one === state) ? 'done' : 'move.not_from_here';
      const outcome = await attempt(deal[by], (ctx) => operation(ctx, id), prepare);
      expect(`${name}: ${outcome}`).toBe(`${name}: ${expected}`);
      const [other, role] = by === 'client' ? (['freelancer', 'client'] as const) : (['client', 'freelancer'] as const);
      expect(await attempt(deal[other], (ctx) => operation(ctx, id), prepare)).toBe(`role.${role}_required`);
      expect(await attempt(strangers[by], (ctx) => operation(ctx, id), prepare)).toBe('milestone.not_found');
      expect(await attempt(deal[by], (ctx) => operation(ctx, 999_999n), prepare)).toBe('milestone.not_found');
    }
  });

  test.each(['offered', 'paused', 'finished', 'disputed'])('of a contract that is %s takes no move', async (state) => {
    const deal = await yard.activeFixed([100n]);
    const id = (await yard.milestones(deal))[0]?.id ?? 0n;
    const pretend = `update contract set state = '${state}' where id = ${deal.id}`;
    for (const [by, operation] of Object.values(milestoneRows).map((row) => [row.by, row.operation] as const)) {
      expect(await attempt(deal[by], (ctx) => operation(ctx, id), pretend)).toBe('milestone.wrong_state');
    }
  });
});

const weekStates = ['unfunded', 'funded', 'active', 'in_review', 'paid', 'cancelled', 'disputed', 'settled'];

describe('a week that is', () => {
  test.each(weekStates)('%s is decided on only while it is under review, and only by its client', async (state) => {
    const deal = await yard.activeHourly();
    const weekId = (await yard.weeks(deal))[0]?.id ?? 0n;
    const prepare = `update week set state = '${state}' where id = ${weekId}`;
    for (const decision of ['pause', 'continue', 'stop', 'refuse'] as const) {
      const audit = (id: bigint) => (ctx: WriteContext) => auditWeek(ctx, { weekId: id, decision });
      const expected = state === 'in_review' ? 'done' : 'week.wrong_state';
      expect(await attempt(deal.client, audit(weekId), prepare)).toBe(expected);
      expect(await attempt(deal.freelancer, audit(weekId), prepare)).toBe('role.client_required');
      expect(await attempt(strangers.client, audit(weekId), prepare)).toBe('week.not_found');
      expect(await attempt(deal.client, audit(999_999n), prepare)).toBe('week.not_found');
    }
  });
});

describe('every move of the tables', () => {
  test('but the settling of disputes is made by an operation, and written into the history', async () => {
    const { run } = yard;
    for (const state of ['refused', 'revoked', 'finished', 'disputed', 'paused'] as const) {
      const deal = await contractIn(state);
      if (state !== 'paused') continue;
      await run(deal.client, (ctx) => finishContract(ctx, { contractUid: deal.uid, pays: false }));
    }
    const drafted = await contractIn('drafted');
    await run(drafted.client, (ctx) => revokeOffer(ctx, { contractUid: drafted.uid }, reasons));

    const left = await contractIn('active');
    await run(left.freelancer, (ctx) => finishContract(ctx, { contractUid: left.uid, pays: undefined }));
    const rested = await contractIn('paused');
    await run(rested.client, (ctx) => resumeContract(ctx, rested.uid));
    await run(rested.client, (ctx) => pauseContract(ctx, rested.uid));
    await run(rested.freelancer, (ctx) => finishContract(ctx, { contractUid: rested.uid, pays: undefined }));
    const ended = await contractIn('paused');
    await run(ended.client, (ctx) => finishContract(ctx, { contractUid: ended.uid, pays: true }));

    /** A milestone brought to a state of work, and then ended in this way. */
    const milestoneTo = async (state: string, end: (deal: Deal, milestoneId: bigint) => Promise<unknown>) => {
      const deal = await yard.activeFixed([100n]);
      const milestoneId = (await yard.milestones(deal))[0]?.id ?? 0n;
      if (state !== 'active') await run(deal.freelancer, (ctx) => submitMilestone(ctx, { milestoneId, message }));
      if (state === 'sent_back') await run(deal.client, (ctx) => sendBackMilestone(ctx, { milestoneId, message }));
      await end(deal, milestoneId);
    };
    for (const state of ['active', 'in_review', 'sent_back']) {
      await milestoneTo(state, (deal, id) => run(deal.client, (ctx) => settling('release')(ctx, id)));
      for (const pays of [false, undefined]) {
        const who = (deal: Deal) => (pays === undefined ? deal.freelancer : deal.client);
        await milestoneTo(state, (deal) =>
          run(who(deal), (ctx) => finishContract(ctx, { contractUid: deal.uid, pays })),
        );
      }
    }
    await milestoneTo('in_review', (deal, id) => run(deal.client, (ctx) => settling('approve')(ctx, id)));
    await milestoneTo('sent_back', (deal, id) =>
      run(deal.freelancer, (ctx) => submitMilestone(ctx, { milestoneId: id, message })),
    );
    await milestoneTo('active', async (deal) => {
      await run(deal.client, (ctx) => addMilestones(ctx, { contractUid: deal.uid, milestones: part }));
      await run(deal.client, (ctx) => finishContract(ctx, { contractUid: deal.uid, pays: true }));
    });

    await contractIn('offered');
    const weeks = await Promise.all(Array.from({ length: 9 }, () => yard.activeHourly()));
    const [paid, disputed, refused, silent, lost, disputedLate, givenUp, paidLate, never] = weeks;
    if (!paid || !disputed || !refused || !silent || !lost || !disputedLate || !givenUp || !paidLate || !never)
      throw new Error();
    for (const deal of [paid, disputed, disputedLate, silent, paidLate]) await yard.recordSlots(deal, 1);
    const end = (deal: Deal, pays: boolean | undefined) =>
      run(pays === undefined ? deal.freelancer : deal.client, (ctx) =>
        finishContract(ctx, { contractUid: deal.uid, pays }),
      );
    await end(paid, true);
    await end(disputed, false);
    await end(givenUp, undefined);
    const hourlyOffer = await yard.offeredHourly();
    await run(hourlyOffer.client, (ctx) => revokeOffer(ctx, { contractUid: hourlyOffer.uid }, reasons));
    const hourlyDraft = await yard.draftedHourly();
    await run(hourlyDraft.client, (ctx) => revokeOffer(ctx, { contractUid: hourlyDraft.uid }, reasons));
    await yard.advance(7 * dayMs);
    await end(disputedLate, false);
    await end(lost, undefined);
    const weekId = async (deal: Deal) => (await yard.weeks(deal))[0]?.id ?? 0n;
    const [refusedWeek, paidWeek] = [await weekId(refused), await weekId(paidLate)];
    await run(refused.client, (ctx) => auditWeek(ctx, { weekId: refusedWeek, decision: 'refuse' }));
    await run(paidLate.client, (ctx) => auditWeek(ctx, { weekId: paidWeek, decision: 'pause' }));
    await yard.advance(2 * dayMs);

    const rows = await yard.query<{ line: string }>(
      `select distinct split_part(subject, ':', 1) || ': ' || from_state || ' ' || move || ' ' || by_role || ' -> ' || to_state
         as line from contract_move`,
    );
    const made = rows.map((row) => row.line).toSorted();
    const wanted = ['contract', 'milestone', 'week'].flatMap((name) =>
      (allowed[name]?.lines ?? []).map((line) => `${name}: ${line}`),
    );
    // Disputes cannot be settled yet, and the house itself takes back the weeks that a client gives up.
    const without = wanted.filter((line) => !line.includes(' settle ') && !/^week: \w+ cancel client/.test(line));
    expect(made).toEqual(without.toSorted());
  });
});
