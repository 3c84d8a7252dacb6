import { sql } from '../../kernel/context.ts';

/** What notices say of a contract, and of the milestone, week, order or move that the event is about. */
export interface DealFacts {
  contract_uid: string;
  name: string;
  offered_at: Date | null;
  finished_by: 'client' | 'freelancer' | null;
  /** What was given with the move; the contract's own text may be an earlier move's. */
  reason: string;
  listing_uid: string;
  client_party_id: bigint;
  client_name: string;
  freelancer_party_id: bigint;
  freelancer_name: string;
  milestone_name: string | null;
  milestone_amount: bigint | null;
  audit_reason: string | null;
  week_id: bigint | null;
  week_term: number | null;
  week_slots: number | null;
  order_amount: bigint | null;
}

export const dealFacts = sql<DealFacts>(
  'notifications.deal_facts',
  `select c.uid as contract_uid, c.name, c.offered_at, c.finished_by, l.uid as listing_uid,
     c.client_party_id, cp.name as client_name, c.freelancer_party_id, fp.name as freelancer_name,
     m.name as milestone_name, m.amount as milestone_amount, m.audit_reason,
     w.id as week_id, w.term as week_term, w.shot_slots + w.manual_slots as week_slots, o.amount as order_amount,
     coalesce((select v.note from contract_move v where v.contract_id = c.id and v.subject = 'contract' and v.move = $6
       order by v.id desc limit 1), '') as reason
   from contract c
   join listing l on l.id = c.listing_id
   join party cp on cp.id = c.client_party_id
   join party fp on fp.id = c.freelancer_party_id
   left join milestone m on m.id = $3 and m.contract_id = c.id
   left join week w on w.id = $4 and w.contract_id = c.id
   left join pay_order o on o.trade_no = $5 and o.contract_id = c.id
   where c.market = $1 and c.id = $2`,
);

/** What notices say of a proposal. */
export interface ProposalFacts {
  proposal_id: bigint;
  kind: 'bid' | 'invitation';
  reason: string;
  listing_uid: string;
  listing_title: string;
  client_party_id: bigint;
  client_name: string;
  freelancer_party_id: bigint;
  freelancer_name: string;
}

export const proposalFacts = sql<ProposalFacts>(
  'notifications.proposal_facts',
  `select p.id as proposal_id, p.kind, p.reason, l.uid as listing_uid, l.title as listing_title,
     p.client_party_id, cp.name as client_name, p.freelancer_party_id, fp.name as freelancer_name
   from proposal p
   join listing l on l.id = p.listing_id
   join party cp on cp.id = p.client_party_id
   join party fp on fp.id = p.freelancer_party_id
   where p.market = $1 and p.id = $2`,
);

/** What notices say of a listing, and who has a bid there that lives. */
export interface ListingFacts {
  listing_uid: string;
  listing_title: string;
  client_party_id: bigint;
  bidder_party_ids: bigint[];
}

export const listingFacts = sql<ListingFacts>(
  'notifications.listing_facts',
  `select l.uid as listing_uid, l.title as listing_title, l.party_id as client_party_id, array(
     select p.freelancer_party_id from proposal p
     where p.listing_id = l.id and (p.state in ('active', 'interview') or p.frozen)) as bidder_party_ids
   from listing l where l.market = $1 and l.id = $2`,
);

/** What notices say of money that came in or went out. */
export interface MoneyFacts {
  amount: bigint;
  account: string;
}

export const topUpFacts = sql<MoneyFacts>(
  'notifications.topup_facts',
  `select amount, '' as account from pay_order where market = $1 and trade_no = $2`,
);

export const payoutFacts = sql<MoneyFacts>(
  'notifications.payout_facts',
  `select p.amount, a.shown as account from payout p join payout_account a on a.id = p.account_id
   where p.market = $1 and p.id = $2`,
);

/** Where somebody can be reached outside the market. */
export const reachOfUser = sql<{ phone: string | null; email: string | null }>(
  'notifications.reach_of_user',
  'select phone, email from user_account where market = $1 and id = $2',
);

export const listingTitles = sql<{ title: string }>(
  'notifications.listing_titles',
  'select title from listing where id = any ($1::bigint[]) order by id desc',
);
