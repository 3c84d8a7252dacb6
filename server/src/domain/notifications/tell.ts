import type { WriteContext } from '../../kernel/context.ts';
import { idIn, type TaskHandler, type TaskPayload, textIn } from '../../platform/tasks/worker.ts';
import { sendMessage } from '../identity/index.ts';
import { dealLines } from './deal-lines.ts';
import {
  dealFacts,
  listingFacts,
  listingTitles,
  type MoneyFacts,
  payoutFacts,
  proposalFacts,
  reachOfUser,
  topUpFacts,
} from './facts.sql.ts';
import type { AnyLine, Side, Target } from './kinds.ts';
import { tellParties, tellUser } from './notices.sql.ts';
import {
  companyLines,
  matchLine,
  moneyLines,
  personLines,
  type PlainLine,
  restrictionLines,
  userLines,
} from './person-lines.ts';
import { listingLines, proposalLines, publishedAgainLines, reopenedLines } from './proposal-lines.ts';

type Readers = Readonly<Record<Side, readonly bigint[]>>;
type Refs = Readonly<Partial<Record<Target, string>>>;

async function tellLines<Facts>(
  ctx: WriteContext,
  lines: readonly AnyLine<Facts>[],
  facts: Facts,
  { readers, refs }: { readers: Readers; refs: Refs },
): Promise<void> {
  for (const line of lines) {
    if (line.when && !line.when(facts)) continue;
    const { kind, to, title, content, target, switches, once } = line;
    ctx.db.send(tellParties, [
      ctx.market,
      readers[to],
      kind,
      title,
      content(facts),
      target,
      refs[target] ?? '',
      once?.(facts) ?? null,
      ctx.now,
      switches,
    ]);
  }
}

async function tellParty<Facts>(ctx: WriteContext, partyId: bigint, line: PlainLine<Facts>, facts: Facts) {
  const { kind, title, content, target } = line;
  const values = [kind, title, content(facts), target, '', null];
  ctx.db.send(tellParties, [ctx.market, [partyId], ...values, ctx.now, []]);
}

const listingRefs = (uid: string): Refs => ({
  listing: uid,
  listing_bids: uid,
  listing_talks: uid,
  listing_archive: uid,
});
const optionalId = (payload: TaskPayload, name: string) => (name in payload ? idIn(payload, name) : null);
const optionalText = (payload: TaskPayload, name: string) => (name in payload ? textIn(payload, name) : null);

/** What is told of a contract, unless it is gone. A review is told to the side that it is about. */
async function tellOfDeal(ctx: WriteContext, event: string, payload: TaskPayload): Promise<void> {
  const [facts] = await ctx.db.query(dealFacts, [
    ctx.market,
    idIn(payload, 'contractId'),
    optionalId(payload, 'milestoneId'),
    optionalId(payload, 'weekId'),
    optionalText(payload, 'tradeNo'),
    event.slice('contract.'.length),
  ]);
  if (!facts) return;
  const about = optionalId(payload, 'aboutPartyId');
  const meant = (partyId: bigint) => (about === null || about === partyId ? [partyId] : []);
  await tellLines(ctx, dealLines[event] ?? [], facts, {
    readers: { client: meant(facts.client_party_id), freelancer: meant(facts.freelancer_party_id) },
    refs: { contract: facts.contract_uid, offer: facts.contract_uid, ...listingRefs(facts.listing_uid) },
  });
}

const reopened = 'proposal.unfrozen';

async function tellOfProposal(ctx: WriteContext, event: string, payload: TaskPayload): Promise<void> {
  const [facts] = await ctx.db.query(proposalFacts, [ctx.market, idIn(payload, 'proposalId')]);
  if (!facts) return;
  const by = payload['byRole'] === 'client' ? 'client' : 'freelancer';
  const lines = event === reopened ? reopenedLines[by] : (proposalLines[event] ?? []);
  await tellLines(ctx, lines, facts, {
    readers: { client: [facts.client_party_id], freelancer: [facts.freelancer_party_id] },
    refs: { proposal: String(facts.proposal_id), ...listingRefs(facts.listing_uid) },
  });
}

async function tellOfListing(ctx: WriteContext, event: string, payload: TaskPayload): Promise<void> {
  const [facts] = await ctx.db.query(listingFacts, [ctx.market, idIn(payload, 'listingId')]);
  if (!facts) return;
  const lines = payload['again'] === true ? publishedAgainLines : (listingLines[event] ?? []);
  await tellLines(ctx, lines, facts, {
    readers: { client: [facts.client_party_id], freelancer: facts.bidder_party_ids },
    refs: listingRefs(facts.listing_uid),
  });
}

async function tellOfUser(ctx: WriteContext, event: string, payload: TaskPayload): Promise<void> {
  const line = userLines[event];
  if (!line) return;
  const { kind, title, content, target } = line;
  const userId = idIn(payload, 'userId');
  ctx.db.send(tellUser, [ctx.market, userId, kind, title, content({}), target, ctx.now]);
}

/** A notice for when they can read it, and a message to where they can be reached until then. */
async function tellOfRestriction(ctx: WriteContext, event: string, payload: TaskPayload): Promise<void> {
  const userId = idIn(payload, 'userId');
  const line = restrictionLines[event];
  if (!line) return;
  const facts = { reason: optionalText(payload, 'reason') ?? '', takesAppeals: ctx.market === 'cloudwork' };
  const text = line.content(facts);
  ctx.db.send(tellUser, [ctx.market, userId, line.kind, line.title, text, line.target, ctx.now]);
  await reach(ctx, userId, text);
}

/** A message to a person's phone, or their mail address where they have no phone. */
async function reach(ctx: WriteContext, userId: bigint, text: string): Promise<void> {
  const [user] = await ctx.db.query(reachOfUser, [ctx.market, userId]);
  if (user?.phone) await sendMessage(ctx, 'sms', user.phone, 'notice', { text }, text);
  else if (user?.email) await sendMessage(ctx, 'mail', user.email, 'notice', { text }, text);
}

const reviewed = 'verification.person_decided';

/** What an operator has decided of somebody's pictures; that they have passed is a notice of its own event. */
async function tellOfPerson(ctx: WriteContext, _event: string, payload: TaskPayload): Promise<void> {
  const userId = idIn(payload, 'userId');
  const hasPassed = payload['isAccepted'] === true;
  const { kind, title, content, target } = personLines[hasPassed ? 'passed' : 'sentBack'];
  const text = content({ reason: optionalText(payload, 'reason') ?? '' });
  if (!hasPassed) ctx.db.send(tellUser, [ctx.market, userId, kind, title, text, target, ctx.now]);
  await reach(ctx, userId, text);
}

const decided = 'verification.company_decided';

async function tellOfCompany(ctx: WriteContext, event: string, payload: TaskPayload): Promise<void> {
  const decision = payload['isAccepted'] === true ? 'passed' : 'failed';
  const line = companyLines[event === decided ? decision : 'applied'];
  await tellParty(ctx, idIn(payload, 'partyId'), line, { reason: optionalText(payload, 'reason') ?? '' });
}

async function moneyFactsOf(ctx: WriteContext, payload: TaskPayload): Promise<MoneyFacts | undefined> {
  const payoutId = optionalId(payload, 'payoutId');
  const [facts] =
    payoutId === null
      ? await ctx.db.query(topUpFacts, [ctx.market, textIn(payload, 'tradeNo')])
      : await ctx.db.query(payoutFacts, [ctx.market, payoutId]);
  return facts;
}

async function tellOfMoney(ctx: WriteContext, event: string, payload: TaskPayload): Promise<void> {
  const line = moneyLines[event];
  const facts = await moneyFactsOf(ctx, payload);
  if (line && facts) await tellParty(ctx, idIn(payload, 'partyId'), line, facts);
}

const matched = 'subscription.matched';
const namedMatches = 3;

async function tellOfMatches(ctx: WriteContext, _event: string, payload: TaskPayload): Promise<void> {
  const newest = textIn(payload, 'listingIds').split(',').slice(0, namedMatches);
  const rows = await ctx.db.query(listingTitles, [newest]);
  const titles = rows.map(({ title }) => title);
  await tellParty(ctx, idIn(payload, 'partyId'), matchLine, { listings: Number(payload['listings']), titles });
}

type Teller = (ctx: WriteContext, event: string, payload: TaskPayload) => Promise<void>;

const families: readonly (readonly [readonly string[], Teller])[] = [
  [Object.keys(dealLines), tellOfDeal],
  [[...Object.keys(proposalLines), reopened], tellOfProposal],
  [Object.keys(listingLines), tellOfListing],
  [Object.keys(userLines), tellOfUser],
  [Object.keys(restrictionLines), tellOfRestriction],
  [[reviewed], tellOfPerson],
  [['verification.company_applied', decided], tellOfCompany],
  [Object.keys(moneyLines), tellOfMoney],
  [[matched], tellOfMatches],
];

const taskOf = (event: string) => `notices.${event}`;

/** The task that hears of each event somebody is told of. Each runs in one unit of work, so nobody is told twice. */
export const noticeListeners: Readonly<Record<string, string>> = Object.fromEntries(
  families.flatMap(([events]) => events.map((event) => [event, taskOf(event)])),
);

/** Those tasks. */
export const noticeTasks: readonly TaskHandler[] = families.flatMap(([events, teller]) =>
  events.map((event) => ({
    name: taskOf(event),
    inside: (ctx: WriteContext, payload: TaskPayload) => teller(ctx, event, payload),
  })),
);
