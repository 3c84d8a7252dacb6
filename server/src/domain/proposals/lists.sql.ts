import { sql } from '../../kernel/context.ts';
import { proposalColumns, type ProposalRow } from './proposals.sql.ts';

/** Contracts that came to nothing: whoever was hired for them is in the archive. */
const failedContract = `c.state in ('revoked', 'refused', 'expired')`;
const unanswered = `p.kind = 'invitation' and p.state = 'active'`;

/** What each list of a freelancer holds (seed 000, 查询招投标). */
const freelancerLists = {
  all: 'true',
  interview: `p.state = 'interview'`,
  invitations: unanswered,
  waiting: `p.kind = 'bid' and p.state = 'active'`,
  frozen: `p.state in ('refused', 'revoked', 'archived', 'hired')`,
} as const;

/** What each list of a client holds. A bid the house froze was never in talks, so it waits in the archive. */
const clientLists = {
  all: 'true',
  interview: `not p.client_archived
     and (p.state = 'interview' or (p.state = 'archived' and not p.frozen) or (${unanswered}))`,
  invitations: unanswered,
  waiting: `p.kind = 'bid' and p.state = 'active' and not p.client_archived`,
  hired: `p.state = 'hired' and not coalesce(${failedContract}, false)`,
  archived: `p.state = 'refused' or p.frozen or (p.client_archived and p.state in ('active', 'interview', 'archived'))
     or (p.state = 'hired' and ${failedContract})`,
} as const;

export type FreelancerList = keyof typeof freelancerLists;
export type ClientList = keyof typeof clientLists;

const from = 'from proposal p left join contract c on c.id = p.contract_id';
const ofListing = '($2::bigint is null or p.listing_id = $2)';

export interface CountsRow {
  total: number;
  /** Without invitations that nobody has answered. */
  answered: number;
}

function statements(side: 'freelancer' | 'client', name: string, condition: string) {
  const where = `where p.${side}_party_id = $1 and ${ofListing} and (${condition})`;
  return {
    page: sql<ProposalRow>(
      `proposals.${side}_${name}`,
      `select ${proposalColumns} ${from} ${where} order by p.id desc limit $3 offset $4`,
    ),
    count: sql<CountsRow>(
      `proposals.count_${side}_${name}`,
      `select count(*)::int as total, (count(*) filter (where not (${unanswered})))::int as answered ${from} ${where}`,
    ),
  };
}

type Statements = ReturnType<typeof statements>;

export const freelancerStatements = {
  all: statements('freelancer', 'all', freelancerLists.all),
  interview: statements('freelancer', 'interview', freelancerLists.interview),
  invitations: statements('freelancer', 'invitations', freelancerLists.invitations),
  waiting: statements('freelancer', 'waiting', freelancerLists.waiting),
  frozen: statements('freelancer', 'frozen', freelancerLists.frozen),
} as const satisfies Record<FreelancerList, Statements>;

export const clientStatements = {
  all: statements('client', 'all', clientLists.all),
  interview: statements('client', 'interview', clientLists.interview),
  invitations: statements('client', 'invitations', clientLists.invitations),
  waiting: statements('client', 'waiting', clientLists.waiting),
  hired: statements('client', 'hired', clientLists.hired),
  archived: statements('client', 'archived', clientLists.archived),
} as const satisfies Record<ClientList, Statements>;
