/** What an operator has to see before deciding something: facts, files, and what has happened in which order. */
import { type ReadContext, sql } from '../../kernel/context.ts';
import { DomainError, refusedAs } from '../../kernel/errors.ts';
import { fileAtAddress, filesByIds, filesOf } from '../files/index.ts';
import { requestSubject } from '../gigs/index.ts';
import { projectDetail } from '../projects/index.ts';
import { findPayout } from './books.ts';
import { appealFacts, appealTimeline, personFacts, personTimeline } from './people-evidence.sql.ts';
import type { TimelineRow } from './timeline.ts';
import { consultationFacts, consultationTimeline, gigFacts, gigTimeline } from './work-evidence.sql.ts';

/** Everything a fact can be called; each has its words in the console. */
export const factNames = [
  'account_kind',
  'account_shown',
  'accepted_at',
  'address',
  'amount',
  'appeal',
  'approvals',
  'category',
  'city',
  'client',
  'company_name',
  'contact',
  'created_at',
  'description',
  'detail',
  'disputed',
  'end_day',
  'freelancer',
  'headcount',
  'holder',
  'id_shown',
  'image',
  'kind',
  'manager',
  'max_pay',
  'message',
  'min_pay',
  'name',
  'number',
  'order_no',
  'org_shown',
  'paid_total',
  'party_name',
  'party_uid',
  'pay_kind',
  'payout_no',
  'permit_shown',
  'person',
  'person_uid',
  'phone',
  'place',
  'price',
  'province',
  'question',
  'real_name',
  'reason',
  'restricted_at',
  'restricted_because',
  'restricted_by',
  'result',
  'sent_at',
  'settled_at',
  'settlement',
  'start_day',
  'state',
  'submissions',
  'submitted_at',
  'title',
  'trade',
  'uid',
  'works_from',
  'works_until',
  'years',
] as const;
export type FactName = (typeof factNames)[number];

export interface Fact {
  readonly name: FactName;
  /** Text, an amount in fen, a time, or nothing. */
  readonly value: string | bigint | Date | null;
}

export interface EvidenceFile {
  readonly uid: string;
  readonly name: string;
  readonly mime: string;
}

export interface Evidence {
  readonly subject: string;
  readonly facts: readonly Fact[];
  readonly files: readonly EvidenceFile[];
  readonly timeline: readonly (Omit<TimelineRow, 'file_id'> & { file: EvidenceFile | undefined })[];
}

const companyFacts = sql<{
  company_name: string;
  contact: string;
  phone: string;
  permit_shown: string;
  org_shown: string;
  permit_file_id: bigint | null;
  org_file_id: bigint | null;
  card_front_id: bigint | null;
  card_back_id: bigint | null;
  trade: string;
  province: string;
  city: string;
  address: string;
  years: number | null;
  submissions: number;
  submitted_at: Date | null;
  party_uid: string;
  party_name: string;
}>(
  'oversight.company_facts',
  `select c.company_name, c.contact, c.phone, c.permit_shown, c.org_shown, c.permit_file_id, c.org_file_id,
     c.card_front_id, c.card_back_id, c.trade, c.province, c.city, c.address, c.years, c.submissions, c.submitted_at,
     p.uid as party_uid, p.name as party_name
   from company_check c join party p on p.id = c.party_id where c.market = $1 and c.id = $2`,
);
const companyTimeline = sql<TimelineRow>(
  'oversight.company_timeline',
  `select at, by_role as who, move as what, 'company' as subject, note, null::bigint as file_id
   from company_check_move where company_check_id = $1 order by id limit 200`,
);

const projectTimeline = sql<TimelineRow>(
  'oversight.project_timeline',
  `select at, by_role as who, move as what, noun as subject, note, null::bigint as file_id
   from project_move where project_id = $1 order by id limit 200`,
);

const disputeFacts = sql<{
  name: string;
  uid: string;
  pay_kind: string;
  amount: bigint;
  paid_total: bigint;
  message: string;
  client: string;
  freelancer: string;
  disputed: bigint;
  accepted_at: Date | null;
  reason: string;
}>(
  'oversight.dispute_facts',
  `select c.name, c.uid, c.pay_kind, c.amount, c.paid_total, c.message, cl.name as client, fr.name as freelancer,
     c.accepted_at, c.reason,
     ((select coalesce(sum(amount), 0) from milestone where contract_id = c.id and state = 'disputed')
       + (select coalesce(sum(amount), 0) from week where contract_id = c.id and state = 'disputed'))::bigint as disputed
   from contract c join party cl on cl.id = c.client_party_id join party fr on fr.id = c.freelancer_party_id
   where c.market = $1 and c.id = $2`,
);
/** The newest 300 of all that the two have done and said, in the order of time; work that was handed in is shown once. */
const disputeTimeline = sql<TimelineRow>(
  'oversight.dispute_timeline',
  `select * from (
     (select v.at, coalesce(p.name, v.by_role) as who, v.move as what, v.subject, v.note, null::bigint as file_id
      from contract_move v left join party p on p.id = v.party_id where v.contract_id = $1 and not (v.move = 'submit' and v.subject like 'milestone:%') order by v.id desc limit 300)
     union all
     (select s.created_at, p.name, 'submission', 'milestone:' || m.term, s.message, s.file_id
      from milestone_submission s join milestone m on m.id = s.milestone_id join contract c on c.id = m.contract_id
        join party p on p.id = c.freelancer_party_id
      where m.contract_id = $1 order by s.id desc limit 300)
     union all
     (select g.created_at, g.author_name, 'message', 'contract', g.content, null
      from contract c join thread t on t.pair_key = least(c.client_party_id, c.freelancer_party_id) || ':'
          || greatest(c.client_party_id, c.freelancer_party_id)
        join message g on g.thread_id = t.id
      where c.id = $1 order by g.id desc limit 300)
     order by at desc limit 300) newest
   order by at`,
);

type Look = (ctx: ReadContext, id: bigint) => Promise<Evidence>;

async function lookAtCompany(ctx: ReadContext, id: bigint): Promise<Evidence> {
  const [row] = await ctx.db.query(companyFacts, [ctx.market, id]);
  if (!row) throw new DomainError('decision.not_found');
  const { permit_file_id: permit, org_file_id: organisation, card_front_id: front, card_back_id: back, ...facts } = row;
  const timeline = await ctx.db.query(companyTimeline, [id]);
  return evidence(ctx, row.company_name, facts, [permit, organisation, front, back], timeline);
}

async function lookAtPersonReview(ctx: ReadContext, id: bigint): Promise<Evidence> {
  const [row] = await ctx.db.query(personFacts, [ctx.market, id]);
  if (!row) throw new DomainError('decision.not_found');
  const { user_id: userId, front_file_id: front, back_file_id: back, ...facts } = row;
  return evidence(ctx, row.real_name, facts, [front, back], await ctx.db.query(personTimeline, [userId]));
}

async function lookAtAppeal(ctx: ReadContext, id: bigint): Promise<Evidence> {
  const [row] = await ctx.db.query(appealFacts, [ctx.market, id]);
  if (!row) throw new DomainError('decision.not_found');
  return evidence(ctx, row.person, row, [], await ctx.db.query(appealTimeline, [id]));
}

async function lookAtDispute(ctx: ReadContext, id: bigint): Promise<Evidence> {
  const [row] = await ctx.db.query(disputeFacts, [ctx.market, id]);
  if (!row) throw new DomainError('decision.not_found');
  return evidence(ctx, row.name, row, [], await ctx.db.query(disputeTimeline, [id]));
}

async function lookAtGig(ctx: ReadContext, id: bigint): Promise<Evidence> {
  const [row] = await ctx.db.query(gigFacts, [ctx.market, id]);
  if (!row) throw new DomainError('decision.not_found');
  const subject = requestSubject(id);
  const files = (await filesOf(ctx, [subject])).get(subject) ?? [];
  const fileIds = files.map((file) => file.id);
  return evidence(ctx, row.title, row, fileIds, await ctx.db.query(gigTimeline, [id]));
}

async function lookAtConsultation(ctx: ReadContext, id: bigint): Promise<Evidence> {
  const [row] = await ctx.db.query(consultationFacts, [ctx.market, id]);
  if (!row) throw new DomainError('decision.not_found');
  return evidence(ctx, row.title, row, [], await ctx.db.query(consultationTimeline, [id]));
}

async function lookAtPayout(ctx: ReadContext, id: bigint): Promise<Evidence> {
  const { approvals, id: _id, ...row } = await findPayout(ctx, id);
  const facts = { ...row, approvals: approvals.join('、') };
  return evidence(ctx, row.party_name, facts, [], []);
}

async function lookAtProject(ctx: ReadContext, id: bigint): Promise<Evidence> {
  const { project, manager } = await projectDetail(ctx, id).catch(refusedAs('decision.not_found'));
  const picture = await fileAtAddress(ctx, project.image);
  const { title, description, start_day, end_day, min_pay, max_pay, headcount, created_at } = project;
  const facts = { manager: manager?.name ?? '', title, description, start_day, end_day, min_pay, max_pay };
  // A picture of somebody else's is not fetched for whoever looks; its address is a fact.
  const image = picture ? null : project.image;
  const known = { ...facts, image, headcount, created_at };
  return evidence(ctx, title, known, [picture?.id ?? null], await ctx.db.query(projectTimeline, [id]));
}

async function evidence<Name extends FactName>(
  ctx: ReadContext,
  subject: string,
  facts: Readonly<Record<Name, Known>>,
  fileIds: readonly (bigint | null)[],
  timeline: readonly TimelineRow[],
): Promise<Evidence> {
  const files = await filesByIds(ctx, [...fileIds, ...timeline.map((row) => row.file_id)]);
  const fileOf = (id: bigint | null): EvidenceFile | undefined => {
    const file = id === null ? undefined : files.get(id);
    return file && { uid: file.uid, name: file.name, mime: file.mime };
  };
  return {
    subject,
    facts: (Object.keys(facts) as Name[]).map((name) => ({ name, value: asFact(facts[name]) })),
    files: fileIds.flatMap((id) => fileOf(id) ?? []),
    timeline: timeline.map(({ file_id: fileId, ...row }) => ({ ...row, file: fileOf(fileId) })),
  };
}

/** What a column may hold. */
type Known = string | number | bigint | Date | null;

const asFact = (value: Known): Fact['value'] => (typeof value === 'number' ? String(value) : value);

/** What an operator decides. */
type DecidedKind = 'company' | 'dispute' | 'payout' | 'project' | 'gig' | 'consultation' | 'appeal' | 'person';

/** How each kind of decision is looked at. */
export const looks: Readonly<Record<DecidedKind, Look>> = {
  gig: lookAtGig,
  consultation: lookAtConsultation,
  company: lookAtCompany,
  dispute: lookAtDispute,
  payout: lookAtPayout,
  project: lookAtProject,
  appeal: lookAtAppeal,
  person: lookAtPersonReview,
};
