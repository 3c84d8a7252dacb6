import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Deal,
  openYard,
  race,
  reasonIds,
  reasons,
  refusalOf,
  type StageRow,
  type Yard,
} from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { dayMs, hourMs } from '../../kernel/clock.ts';
import {
  acceptOffer,
  addMilestones,
  finishContract,
  makeOffer,
  orderBonus,
  pauseContract,
  refuseOffer,
  resumeContract,
  revokeOffer,
  sendBackMilestone,
  settleMilestone,
  submitMilestone,
} from '../contracts/index.ts';
import { moveListing } from '../listings/index.ts';
import { bid, invite, moveProposal, type ProposalRequest } from '../proposals/index.ts';
import { writeReview } from '../reviews/index.ts';
import { removeShots } from '../worklogs/index.ts';
import {
  changeSetting,
  countUnread,
  listNotices,
  noticeKinds,
  type NoticeRow,
  noticeSettings,
  readNotice,
  recommendations,
  removeNotice,
  switchesOf,
} from './index.ts';
import { noticeLists } from './notices.sql.ts';

let yard: Yard;
beforeAll(async () => {
  yard = await openYard();
});
afterAll(async () => {
  await yard.close();
});

const everything = { list: 'all', page: { number: 1, size: 50 } } as const;
const categories = { categories: { byId: () => ({ parentId: null }), isLeaf: () => true } };
const catalog = { ...categories, skills: { canonical: (name: string) => name } };
const questions = {
  questions: {
    byId: (id: number) => ({ qtype: ['', 'proposal_refuse_c', 'proposal_refuse_f', 'proposal_revoke_f'][id] ?? '' }),
  },
};

/** What a person has been told of since the last time, oldest first. */
const seen = new Map<TestPerson, bigint>();
async function toldTo(person: TestPerson): Promise<NoticeRow[]> {
  await yard.worker.drain();
  const { items } = await yard.look(person, (ctx) => listNotices(ctx, everything));
  const last = seen.get(person) ?? 0n;
  seen.set(person, items[0]?.id ?? last);
  return items.filter(({ id }) => id > last).toReversed();
}
const kindsTo = async (person: TestPerson) => (await toldTo(person)).map(({ kind }) => kind);
const textOf = async (person: TestPerson) => (await toldTo(person)).map(({ content }) => content).join();
/** Forgets what the two were told so far. */
async function quiet({ client, freelancer }: Pick<Deal, 'client' | 'freelancer'>): Promise<void> {
  await toldTo(client);
  await toldTo(freelancer);
}
const settled = async <D extends Deal>(made: Promise<D>): Promise<D> => {
  const deal = await made;
  await quiet(deal);
  return deal;
};
const bySystem = async (event: string, payload: Record<string, string | bigint | boolean>) =>
  yard.bySystem((ctx) => ctx.emit(event, payload));
const firstMilestone = async (deal: Deal): Promise<StageRow> => {
  const [first] = await yard.milestones(deal);
  if (!first) throw new Error('no milestone');
  return first;
};
const listingIdOf = async (uid: string) => {
  const [row] = await yard.query<{ id: bigint }>('select id from listing where uid = $1', [uid]);
  return row?.id ?? 0n;
};
const partOf = async (deal: Deal) => ({ milestoneId: (await firstMilestone(deal)).id });

describe('notices of offers', () => {
  test('an offer is told to the freelancer once it is paid for, and not as a draft', async () => {
    const deal = await yard.draftedFixed([10_000n]);
    expect(await kindsTo(deal.freelancer)).toEqual([]);
    await yard.send(deal);
    const [told] = await toldTo(deal.freelancer);
    expect(told).toMatchObject({
      kind: 'offer.received',
      title: '收到新的合同',
      target: 'offer',
      target_ref: deal.uid,
      read_at: null,
      created_at: yard.clock.now(),
    });
    expect(told?.content).toContain('Client');
    expect(told?.content).toContain('Contract');
  });

  test('both sides are told that work begins', async () => {
    const deal = await settled(yard.offeredFixed([10_000n]));
    await yard.run(deal.freelancer, (ctx) => acceptOffer(ctx, { contractUid: deal.uid, reason: 'With pleasure' }));
    expect(await kindsTo(deal.client)).toEqual(['contract.started']);
    expect(await kindsTo(deal.freelancer)).toEqual(['contract.started']);
  });

  test('a refusal is told to the client with its reason', async () => {
    const deal = await settled(yard.offeredFixed([10_000n]));
    const answer = { contractUid: deal.uid, questionId: reasonIds.refuse, reason: 'No time' };
    await yard.run(deal.freelancer, (ctx) => refuseOffer(ctx, answer, reasons));
    const [told] = await toldTo(deal.client);
    expect(told).toMatchObject({ kind: 'offer.refused', target: 'listing_archive', target_ref: deal.listingUid });
    expect(told?.content).toContain('No time');
    expect(await kindsTo(deal.freelancer)).toEqual([]);
  });

  test('an offer taken back is told to the freelancer; a draft taken back, or replaced, to nobody', async () => {
    const sent = await settled(yard.offeredFixed([10_000n]));
    const drafted = await settled(yard.draftedFixed([10_000n]));
    for (const deal of [sent, drafted]) {
      await yard.run(deal.client, (ctx) => revokeOffer(ctx, { contractUid: deal.uid }, reasons));
    }
    expect(await kindsTo(sent.freelancer)).toEqual(['offer.revoked']);
    expect(await kindsTo(drafted.freelancer)).toEqual([]);
    const again = await settled(yard.draftedFixed([10_000n]));
    const terms = { payKind: 'fixed', amount: 5_000n, milestones: [] } as const;
    const parts = { name: 'N', message: 'M', startDay: null, endDay: null, terms };
    const offer = { listingUid: again.listingUid, freelancerUid: again.freelancer.uid, ...parts };
    await yard.run(again.client, (ctx) => makeOffer(ctx, offer));
    expect(await kindsTo(again.freelancer)).toEqual([]);
  });

  test('an offer nobody answered is told to both', async () => {
    const deal = await settled(yard.offeredFixed([10_000n]));
    await yard.advance(2 * dayMs + 1);
    expect(await kindsTo(deal.client)).toEqual(['offer.expired']);
    expect(await kindsTo(deal.freelancer)).toEqual(['offer.expired']);
  });
});

describe('notices of fixed-price work', () => {
  test('what is handed in, sent back and paid is told to the other side, by the name of the milestone', async () => {
    const deal = await settled(yard.activeFixed([10_000n, 20_000n]));
    const { client, freelancer } = deal;
    const part = await partOf(deal);
    await yard.run(freelancer, (ctx) => submitMilestone(ctx, { ...part, message: 'Done' }));
    const [submitted] = await toldTo(client);
    expect(submitted).toMatchObject({ kind: 'milestone.submitted', target: 'contract', target_ref: deal.uid });
    expect(submitted?.content).toContain('「Part 1」');
    await yard.run(client, (ctx) => sendBackMilestone(ctx, { ...part, message: 'Half is missing' }));
    const [back] = await toldTo(freelancer);
    expect(back?.kind).toBe('milestone.sent_back');
    expect(back?.content).toContain('Half is missing');
    await yard.run(client, (ctx) => settleMilestone(ctx, { ...part, move: 'release', endsContract: false }));
    const [paid] = await toldTo(freelancer);
    expect(paid?.kind).toBe('milestone.paid');
    expect(paid?.content).toContain('「Part 1」的款项 100.00 元');
    expect(await kindsTo(client)).toEqual([]);
  });

  test('further milestones are told once they are paid for', async () => {
    const deal = await settled(yard.activeFixed([10_000n]));
    const milestones = [{ name: 'More', amount: 5_000n, endDay: null }];
    const order = await yard.run(deal.client, (ctx) => addMilestones(ctx, { contractUid: deal.uid, milestones }));
    expect(await kindsTo(deal.freelancer)).toEqual([]);
    await yard.deposit(deal.client, 5_000n);
    await yard.pay(deal.client, order.trade_no);
    const [told] = await toldTo(deal.freelancer);
    expect(told?.kind).toBe('milestone.added');
    expect(told?.content).toContain('50.00 元');
  });

  test('rest and return are told to the freelancer', async () => {
    const deal = await settled(yard.activeFixed([10_000n]));
    await yard.run(deal.client, (ctx) => pauseContract(ctx, deal.uid));
    expect(await kindsTo(deal.freelancer)).toEqual(['contract.paused']);
    await yard.run(deal.client, (ctx) => resumeContract(ctx, deal.uid));
    expect(await kindsTo(deal.freelancer)).toEqual(['contract.resumed']);
    expect(await kindsTo(deal.client)).toEqual([]);
  });

  test('an end is told to the side that did not make it, with the reason of the end and no earlier one', async () => {
    const byClient = await settled(yard.activeFixed([10_000n]));
    await yard.run(byClient.client, (ctx) => finishContract(ctx, { contractUid: byClient.uid, pays: true }));
    const told = await kindsTo(byClient.freelancer);
    expect(told.sort(), 'and what was paid with it').toEqual(['contract.finished_by_client', 'milestone.paid']);
    expect(await kindsTo(byClient.client)).toEqual([]);

    const byFreelancer = await yard.offeredFixed([10_000n]);
    const { client, freelancer, uid: contractUid } = byFreelancer;
    await yard.run(freelancer, (ctx) => acceptOffer(ctx, { contractUid, reason: 'With pleasure' }));
    await quiet(byFreelancer);
    await yard.run(freelancer, (ctx) => finishContract(ctx, { contractUid, pays: undefined }));
    const [ended] = await toldTo(client);
    expect(ended?.kind).toBe('contract.finished_by_freelancer');
    expect(ended?.content).not.toContain('With pleasure');
    expect(await kindsTo(freelancer)).toEqual([]);
  });

  test('a dispute and its settlement are told to both', async () => {
    const deal = await settled(yard.activeFixed([10_000n]));
    const end = { contractUid: deal.uid, pays: false, reason: 'Nothing works' };
    await yard.run(deal.client, (ctx) => finishContract(ctx, end));
    expect(await textOf(deal.freelancer)).toContain('Nothing works');
    expect(await kindsTo(deal.client)).toEqual(['contract.disputed']);
    await bySystem('contract.settle', { contractId: deal.id });
    expect(await kindsTo(deal.client)).toEqual(['contract.settled']);
    expect(await kindsTo(deal.freelancer)).toEqual(['contract.settled']);
  });

  test('a review is told to the side that it is about', async () => {
    const deal = await yard.activeFixed([10_000n]);
    await yard.run(deal.client, (ctx) => finishContract(ctx, { contractUid: deal.uid, pays: true }));
    await quiet(deal);
    const marks = { exchange: 5, punctual: 5, cooper: 5, quality: 5, skill: 5, avail: 5, deliver: 5 };
    const review = { contractUid: deal.uid, marks, score: 9, content: 'Good', questionId: reasonIds.finishByClient };
    await yard.run(deal.client, (ctx) => writeReview(ctx, review, reasons));
    expect(await kindsTo(deal.freelancer)).toEqual(['contract.reviewed']);
    expect(await kindsTo(deal.client)).toEqual([]);
    const back = { ...review, questionId: reasonIds.finishByFreelancer };
    await yard.run(deal.freelancer, (ctx) => writeReview(ctx, back, reasons));
    expect(await kindsTo(deal.client)).toEqual(['contract.reviewed']);
    expect(await kindsTo(deal.freelancer)).toEqual([]);
  });

  test('a bonus is told with its amount', async () => {
    const deal = await settled(yard.activeFixed([10_000n]));
    const bonus = { contractUid: deal.uid, freelancerUid: deal.freelancer.uid, amount: 8_850n, description: 'Thanks' };
    const order = await yard.run(deal.client, (ctx) => orderBonus(ctx, bonus));
    await yard.deposit(deal.client, 8_850n);
    await yard.pay(deal.client, order.trade_no);
    const [told] = await toldTo(deal.freelancer);
    expect(told?.kind).toBe('contract.bonus');
    expect(told?.content).toContain('88.50 元');
  });
});

describe('notices of hourly work', () => {
  test('the first record of a week is told once, also when it is taken away and made again', async () => {
    const deal = await settled(yard.activeHourly());
    yard.clock.move(2 * hourMs);
    await yard.recordSlots(deal, 1);
    expect(await kindsTo(deal.client)).toEqual(['week.begun']);
    expect(await kindsTo(deal.freelancer)).toEqual(['hours.begun']);
    const shots = await yard.query<{ id: bigint }>('select id from screenshot where contract_id = $1', [deal.id]);
    await yard.run(deal.freelancer, (ctx) =>
      removeShots(
        ctx,
        shots.map(({ id }) => id),
      ),
    );
    await yard.recordSlots(deal, 2);
    expect(await kindsTo(deal.client)).toEqual([]);
    expect(await kindsTo(deal.freelancer)).toEqual([]);
  });

  test('a week is told to be reviewed, and its payment by silence and the rest that follows', async () => {
    const deal = await settled(yard.activeHourly());
    yard.clock.move(2 * hourMs);
    await yard.recordSlots(deal, 8);
    await quiet(deal);
    await yard.advance(7 * dayMs);
    const [toReview] = await toldTo(deal.client);
    expect(toReview?.kind).toBe('week.in_review');
    expect(toReview?.content).toContain('第 1 周');
    expect(toReview?.content).toContain('1 小时 20 分钟');
    await yard.advance(2 * dayMs);
    expect((await kindsTo(deal.freelancer)).sort()).toEqual(['contract.paused', 'week.paid']);
    expect(await kindsTo(deal.client)).toEqual(['contract.paused']);
  });
});

describe('notices of proposals and listings', () => {
  const offer = { price: 10_000n, duration: 1, message: 'I can do this' } as const;
  const scene = async () => {
    const { client, freelancer } = await yard.pair();
    const listing = await yard.postJob(client);
    await toldTo(client);
    return { client, freelancer, listing };
  };
  const move = (who: TestPerson, id: bigint, request: ProposalRequest, questionId?: number) =>
    yard.run(who, (ctx) => moveProposal(ctx, questions, { id, move: request, questionId }));

  test('a bid, its answers, second thoughts, withdrawal and return are told to the other side', async () => {
    const { client, freelancer, listing } = await scene();
    const id = await yard.run(freelancer, (ctx) => bid(ctx, { listing, ...offer }));
    const [received] = await toldTo(client);
    expect(received).toMatchObject({ kind: 'proposal.by_freelancer', target: 'listing_bids', target_ref: listing });
    const [sent] = await toldTo(freelancer);
    expect(sent).toMatchObject({ kind: 'proposal.by_freelancer', target: 'proposal', target_ref: String(id) });
    await move(client, id, 'accept');
    expect(await kindsTo(freelancer)).toEqual(['proposal.accepted_by_client']);
    await move(client, id, 'refuse', 1);
    expect(await kindsTo(freelancer)).toEqual(['proposal.refused_by_client']);
    await move(client, id, 'unfreeze');
    expect(await kindsTo(freelancer)).toEqual(['proposal.by_client']);
    expect(await kindsTo(client)).toEqual([]);
    await move(freelancer, id, 'revoke', 3);
    expect(await kindsTo(client)).toEqual(['proposal.refused_by_freelancer']);
    await move(freelancer, id, 'reactivate');
    expect(await kindsTo(client)).toEqual(['proposal.again_by_freelancer']);
    await move(client, id, 'archive');
    expect(await kindsTo(freelancer), 'putting aside is for oneself').toEqual([]);
  });

  test('an invitation and its answers are told', async () => {
    const { client, freelancer, listing } = await scene();
    const invitation = { listing, freelancer: freelancer.uid };
    const id = await yard.run(client, (ctx) => invite(ctx, invitation));
    expect(await kindsTo(freelancer)).toEqual(['proposal.by_client']);
    await yard.run(client, (ctx) => invite(ctx, invitation));
    expect(await kindsTo(freelancer), 'asking again is not told again').toEqual([]);
    await move(freelancer, id, 'accept');
    const [accepted] = await toldTo(client);
    expect(accepted).toMatchObject({ kind: 'proposal.accepted_by_freelancer', target: 'listing_talks' });
    await move(freelancer, id, 'refuse', 2);
    expect(await kindsTo(client)).toEqual(['proposal.refused_by_freelancer']);
    await move(freelancer, id, 'unfreeze');
    expect(await kindsTo(client)).toEqual(['proposal.again_by_freelancer']);
  });

  test('a listing is told to its client when published, and its changes also to those whose bids live', async () => {
    const { client, freelancer: bidder } = await yard.pair();
    const { freelancer: refused } = await yard.pair();
    const listing = await yard.postJob(client);
    expect(await kindsTo(client)).toEqual(['listing.published']);
    await yard.run(bidder, (ctx) => bid(ctx, { listing, ...offer }));
    const other = await yard.run(refused, (ctx) => bid(ctx, { listing, ...offer }));
    await move(client, other, 'refuse', 1);
    for (const person of [client, bidder, refused]) await toldTo(person);
    for (const [step, words] of [
      ['hide', '停止公开'],
      ['publish', '重新公开'],
      ['close', '已关闭'],
    ] as const) {
      await yard.run(client, (ctx) => moveListing(ctx, catalog, listing, step));
      for (const person of [client, bidder]) {
        const told = await toldTo(person);
        expect(
          told.map(({ kind }) => kind),
          step,
        ).toEqual(['listing.moved']);
        expect(told[0]?.content).toContain(words);
      }
    }
    expect(await kindsTo(refused)).toEqual([]);
  });
});

describe('notices of people and money', () => {
  test.each([
    ['user.joined', 'user.joined'],
    ['user.password_changed', 'user.password_changed'],
    ['question.set', 'user.question_set'],
    ['verification.passed', 'user.identified'],
  ])('%s is told to the person on either side they act for', async (event, kind) => {
    const person = await yard.addFreelancer();
    await bySystem(event, { userId: person.userId });
    const { partyId } = await yard.addClient();
    const { actor } = person;
    if (actor.kind !== 'person') throw new Error('no person');
    expect(await kindsTo(person)).toEqual([kind]);
    const other = { actor: { ...actor, partyId, role: 'client' } } as const;
    expect((await yard.look(other, (ctx) => listNotices(ctx, everything))).items).toHaveLength(1);
  });

  test.each([
    ['user.restricted', '可在登录页申诉一次'],
    ['user.restored', '可以重新登录'],
    ['appeal.refused', '申诉没有通过'],
  ])('%s is told outside the market as well, with its reason', async (event, words) => {
    const person = await yard.addFreelancer();
    await bySystem(event, { userId: person.userId, reason: '三次爽约。' });
    const [told] = await toldTo(person);
    expect(told).toMatchObject({ kind: event, content: expect.stringContaining(words) });
    expect(told?.content).toContain('原因：三次爽约。');
    expect(told?.content).not.toContain('。。');
    const sent = await yard.query<{ channel: string; template: string; body: string }>(
      `select m.channel, m.template, m.body from outgoing_message m join user_account u on u.phone = m.recipient
       where u.id = $1`,
      [person.userId],
    );
    expect(sent).toEqual([{ channel: 'sms', template: 'notice', body: told?.content }]);
  });

  test('what an operator has decided of somebody’s pictures is sent to their phone', async () => {
    const person = await yard.addFreelancer();
    const event = 'verification.person_decided';
    await bySystem(event, { userId: person.userId, isAccepted: false, reason: '看不清' });
    const [told] = await toldTo(person);
    expect(told).toMatchObject({ kind: 'user.identity_refused', content: expect.stringContaining('看不清') });
    await bySystem(event, { userId: person.userId, isAccepted: true, reason: '' });
    expect(await kindsTo(person)).toEqual([]);
    const sent = await yard.query<{ body: string }>(
      'select m.body from outgoing_message m join user_account u on u.phone = m.recipient where u.id = $1 order by m.id',
      [person.userId],
    );
    expect(sent.map(({ body }) => body)).toEqual([told?.content, expect.stringContaining('已通过')]);
  });

  test('what becomes of a company’s certification is told to the team', async () => {
    const client = await yard.addClient();
    const { partyId } = client;
    const [checkId, event] = [1n, 'verification.company_decided'];
    await bySystem('verification.company_applied', { checkId, partyId });
    expect(await kindsTo(client)).toEqual(['company.applied']);
    await bySystem(event, { checkId, partyId, isAccepted: false, reason: 'Blurred' });
    const [failed] = await toldTo(client);
    expect(failed?.kind).toBe('company.failed');
    expect(failed?.content).toContain('Blurred');
    await bySystem(event, { checkId, partyId, isAccepted: true, reason: '' });
    expect(await kindsTo(client)).toEqual(['company.passed']);
  });

  test('money that comes in and goes out is told with its amount, and the account only as it is shown', async () => {
    const person = await yard.addFreelancer();
    await yard.deposit(person, 12_345n);
    expect(await textOf(person)).toContain('123.45 元');
    const account = await yard.addAlipay(person);
    await yard.withdraw(person, 10_000n);
    await yard.advance(3 * hourMs);
    const told = await toldTo(person);
    expect(told.map(({ kind }) => kind).sort()).toEqual(['payout.paid', 'payout.requested']);
    for (const { content } of told) {
      expect(content).toContain('100.00 元');
      expect(content).not.toContain(account);
    }
    const [payout] = await yard.query<{ id: bigint }>('select id from payout where party_id = $1', [person.partyId]);
    await bySystem('payout.failed', { payoutId: payout?.id ?? 0n, partyId: person.partyId });
    await bySystem('payout.returned', { payoutId: payout?.id ?? 0n, partyId: person.partyId });
    expect(await kindsTo(person)).toEqual(['payout.failed', 'payout.failed']);
  });
});

describe('settings', () => {
  test('every switch is on at first, and what it switches off is not told, while other things are', async () => {
    const deal = await settled(yard.offeredFixed([10_000n]));
    const { client, freelancer } = deal;
    const before = await yard.look(client, noticeSettings);
    expect(before.switches.map(({ name }) => name)).toEqual(switchesOf.client);
    expect(before.switches.every(({ isOn }) => isOn)).toBe(true);
    await yard.run(client, (ctx) => changeSetting(ctx, { name: 'offer_accepted', isOn: false }));
    await yard.run(freelancer, (ctx) => acceptOffer(ctx, { contractUid: deal.uid }));
    expect(await kindsTo(client)).toEqual([]);
    expect(await kindsTo(freelancer)).toEqual(['contract.started']);
    const part = await partOf(deal);
    await yard.run(freelancer, (ctx) => submitMilestone(ctx, { ...part, message: 'Done' }));
    expect(await kindsTo(client)).toEqual(['milestone.submitted']);
    await yard.run(client, (ctx) => changeSetting(ctx, { name: 'offer_accepted', isOn: true }));
    const after = await yard.look(client, noticeSettings);
    expect(after.switches.find(({ name }) => name === 'offer_accepted')?.isOn).toBe(true);
  });

  test('a switch of one party is no other party’s', async () => {
    const [first, second] = [await yard.addFreelancer(), await yard.addFreelancer()];
    await yard.run(first, (ctx) => changeSetting(ctx, { name: 'dispute', isOn: false }));
    const { switches } = await yard.look(second, noticeSettings);
    expect(switches.every(({ isOn }) => isOn)).toBe(true);
  });

  test('a switch of the other side is unknown, and recommendations are the freelancer’s, with their rate', async () => {
    const { client, freelancer } = await yard.pair();
    const change = (who: TestPerson, setting: Parameters<typeof changeSetting>[1]) =>
      refusalOf(yard.run(who, (ctx) => changeSetting(ctx, setting)));
    expect(await change(client, { name: 'dispute', isOn: false })).toBe('notice.setting_unknown');
    expect(await change(freelancer, { name: 'bid_received', isOn: false })).toBe('notice.setting_unknown');
    expect(await change(client, { name: recommendations, isOn: true, rate: 'day' })).toBe('notice.setting_unknown');
    expect(await change(freelancer, { name: recommendations, isOn: true })).toBe('notice.rate_required');
    expect((await yard.look(client, noticeSettings)).recommendations).toBeUndefined();
    expect((await yard.look(freelancer, noticeSettings)).recommendations).toEqual({ isOn: false, rate: 'week' });
    expect(await change(freelancer, { name: recommendations, isOn: true, rate: 'day' })).toBe('done');
    expect(await change(freelancer, { name: recommendations, isOn: false })).toBe('done');
    expect((await yard.look(freelancer, noticeSettings)).recommendations).toEqual({ isOn: false, rate: 'day' });
  });

  test('who wanted recommendations when they joined has them', async () => {
    const freelancer = await yard.addFreelancer();
    await yard.query('update user_account set wants_recommendations = true where id = $1', [freelancer.userId]);
    expect((await yard.look(freelancer, noticeSettings)).recommendations).toEqual({ isOn: true, rate: 'week' });
  });
});

describe('notices of subscriptions', () => {
  test('name the newest of the listings that answer one, and how many there are', async () => {
    const deal = await settled(yard.activeFixed([10_000n]));
    const others = [await yard.activeFixed([1n]), await yard.activeFixed([1n]), await yard.activeFixed([1n])];
    const ids = await Promise.all(others.map(({ listingUid }) => listingIdOf(listingUid)));
    const listingIds = ids.toReversed().join(',');
    await bySystem('subscription.matched', { partyId: deal.freelancer.partyId, listingIds, listings: '5' });
    const [told] = await toldTo(deal.freelancer);
    expect(told).toMatchObject({ kind: 'listing.matched', target: 'matches' });
    expect(told?.content).toMatch(/^5 个新项目符合您的订阅：(「[^」]+」){3}等。$/);
  });
});

describe('reading notices', () => {
  async function withNotices(count: number): Promise<{ person: TestPerson; ids: bigint[] }> {
    const person = await yard.addFreelancer();
    for (let place = 0; place < count; place += 1) {
      await bySystem('verification.company_applied', { partyId: person.partyId });
    }
    return { person, ids: (await toldTo(person)).map(({ id }) => id) };
  }

  test('lists are paged, newest first, with exact totals', async () => {
    const { person, ids } = await withNotices(5);
    const [first = 0n, second = 0n] = ids;
    await yard.run(person, (ctx) => readNotice(ctx, second));
    const list = (name: 'all' | 'read' | 'unread', number: number) =>
      yard.look(person, (ctx) => listNotices(ctx, { list: name, page: { number, size: 2 } }));
    const idsIn = async (name: 'all' | 'read' | 'unread', number: number) => {
      const { items, total, unread } = await list(name, number);
      return { ids: items.map(({ id }) => id), total, unread };
    };
    expect(await idsIn('all', 1)).toEqual({ ids: [ids[4], ids[3]], total: 5, unread: 4 });
    expect(await idsIn('all', 3)).toEqual({ ids: [first], total: 5, unread: 4 });
    expect(await idsIn('all', 4)).toEqual({ ids: [], total: 5, unread: 4 });
    expect(await idsIn('read', 1)).toEqual({ ids: [second], total: 1, unread: 4 });
    expect(await idsIn('unread', 2)).toEqual({ ids: [ids[2], first], total: 4, unread: 4 });
    expect(await yard.look(person, countUnread)).toBe(4);
  });

  test('a notice is read once, however many ask at the same moment', async () => {
    const { person, ids } = await withNotices(1);
    const [id = 0n] = ids;
    const { done, refusals } = await race(8, () => yard.run(person, (ctx) => readNotice(ctx, id)));
    expect(done).toBe(1);
    expect(new Set(refusals)).toEqual(new Set(['notice.read_already']));
  });

  test('another’s notice is not there to read or delete, nor is one of the other side', async () => {
    const { person, ids } = await withNotices(1);
    const [id = 0n] = ids;
    const stranger = await yard.addFreelancer();
    if (person.actor.kind !== 'person') throw new Error('no person');
    const otherSide = { actor: { ...person.actor, partyId: stranger.partyId } };
    for (const who of [stranger, otherSide]) {
      expect(await refusalOf(yard.run(who, (ctx) => readNotice(ctx, id)))).toBe('notice.not_found');
      expect(await refusalOf(yard.run(who, (ctx) => removeNotice(ctx, id)))).toBe('notice.not_found');
      expect(await yard.look(who, countUnread)).toBe(0);
    }
    expect(await yard.look(person, countUnread)).toBe(1);
    expect(await refusalOf(yard.run(person, (ctx) => removeNotice(ctx, id)))).toBe('done');
    expect(await refusalOf(yard.run(person, (ctx) => removeNotice(ctx, id)))).toBe('notice.not_found');
  });

  test('the counts and pages of a busy market go by an index', async () => {
    const { person } = await withNotices(1);
    await yard.query(
      `insert into notice (market, user_id, party_id, kind, title, content, created_at, read_at)
       select 'cloudwork', p.user_id, p.id, 'user.joined', 't', 'c', now(), case when n % 50 > 0 then now() end
       from party p, generate_series(1, 300) n`,
    );
    await yard.query('analyze notice');
    const own = [person.userId, person.partyId];
    const plans = [
      ['notice_unread', noticeLists.unread.count.text, own],
      ['notice_unread', noticeLists.unread.page.text, [...own, 10, 0]],
      ['notice_user', noticeLists.all.page.text, [...own, 10, 0]],
      ['notice_user', noticeLists.all.count.text, own],
    ] as const;
    for (const [index, text, values] of plans) {
      const plan = JSON.stringify(await yard.query(`explain ${text}`, values));
      expect(plan).toContain(index);
      expect(plan).not.toContain('Seq Scan');
    }
  });
});

test('every kind of notice has been told by the tests of this file', async () => {
  const rows = await yard.query<{ kind: string }>('select distinct kind from notice');
  expect(rows.map(({ kind }) => kind).sort()).toEqual([...noticeKinds].sort());
});
