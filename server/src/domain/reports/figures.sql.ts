import { sql } from '../../kernel/context.ts';

export interface DealFiguresRow {
  /** Contracts that have begun and ended, in whatever way. */
  ended: number;
  /** Of those, the ones that never were disputed. */
  finished: number;
  clients: number;
  repeat_clients: number;
  hired_in_season: number;
}

/** Of the freelancer $1, the season beginning at $2. */
export const dealFigures = sql<DealFiguresRow>(
  'reports.deal_figures',
  `select coalesce(sum(ended), 0)::int as ended, coalesce(sum(finished), 0)::int as finished,
     count(*)::int as clients, (count(*) filter (where contracts >= 2))::int as repeat_clients,
     coalesce(sum(in_season), 0)::int as hired_in_season
   from (
     select count(*) as contracts, count(*) filter (where c.accepted_at >= $2) as in_season,
       count(*) filter (where c.state in ('finished', 'disputed', 'settled')) as ended,
       count(*) filter (where c.state = 'finished') as finished
     from contract c where c.freelancer_party_id = $1 and c.accepted_at is not null
     group by c.client_party_id) by_client`,
);

export interface ProposalFiguresRow {
  invited: number;
  replied: number;
  replied_in_a_day: number;
  bids: number;
  interviews: number;
}

/** The same; any move of a proposal since $2 has changed it since $2. */
export const proposalFigures = sql<ProposalFiguresRow>(
  'reports.proposal_figures',
  `select (count(*) filter (where fresh and kind = 'invitation'))::int as invited,
     (count(*) filter (where fresh and kind = 'invitation' and replied_at is not null))::int as replied,
     (count(*) filter (where fresh and kind = 'invitation' and replied_at < created_at + interval '24 hours'))::int
       as replied_in_a_day,
     (count(*) filter (where fresh and kind = 'bid'))::int as bids,
     (count(*) filter (where talked))::int as interviews
   from (
     select p.kind, p.created_at, p.created_at >= $2 as fresh, m.replied_at, m.talked
     from proposal p
     cross join lateral (
       select min(v.at) filter (where v.by_role = 'freelancer' and v.from_state is not null) as replied_at,
         bool_or(v.to_state = 'interview' and v.at >= $2) as talked
       from proposal_move v where v.proposal_id = p.id) m
     where p.freelancer_party_id = $1 and p.updated_at >= $2) season`,
);

export const incomeSince = sql<{ amount: bigint }>(
  'reports.income_since',
  `select coalesce(sum(amount), 0)::bigint as amount from statement_line
   where party_id = $1 and kind in ('income', 'bonus') and direction = 'in' and made_at >= $2`,
);

export const reviewFigures = sql<{ average: number; recommendation: number }>(
  'reports.review_figures',
  `select coalesce((select r.average from party_rating r where r.party_id = $1), 0)::float8 as average,
     coalesce(trunc(avg(v.score), 1), 0)::float8 as recommendation
   from review v where v.about_party_id = $1`,
);

export interface ClientFiguresRow {
  jobs: number;
  contracts: number;
  freelancers: number;
}

export const clientFigures = sql<ClientFiguresRow>(
  'reports.client_figures',
  `select (
       select count(*) from listing l
       where l.party_id = $1 and l.state in ('open', 'private', 'closed'))::int as jobs,
     count(*)::int as contracts, count(distinct c.freelancer_party_id)::int as freelancers
   from contract c where c.client_party_id = $1 and c.accepted_at is not null`,
);
