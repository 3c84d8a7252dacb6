import { sql } from '../../kernel/context.ts';
import type { PostingState } from './lifecycle.ts';
import { type Condition, type ObjectRow, statementsOf } from './objects.sql.ts';

export type PostingKind = 'short_term' | 'long_term' | 'part_time' | 'intern';
export type SalaryKind = 'hourly' | 'daily' | 'monthly' | 'piece';
export type Settlement = 'daily' | 'weekly' | 'monthly' | 'on_completion';

export interface PostingRow extends ObjectRow {
  channel_id: bigint;
  company_id: bigint;
  company_own_id: string;
  accepted: number;
  name: string;
  kind: PostingKind;
  kind_sent: string;
  headcount: number;
  recruits_from: Date;
  recruits_until: Date;
  works_from: Date | null;
  works_until: Date | null;
  wage_description: string | null;
  description: string | null;
  place: string | null;
  requirements: string | null;
  salary_kind: SalaryKind | null;
  salary_kind_sent: string | null;
  salary_amount: bigint | null;
  salary_currency: string | null;
  settlement: Settlement | null;
  settlement_sent: string | null;
  state: PostingState;
}

const columns = [
  'company_id',
  'name',
  'kind',
  'kind_sent',
  'headcount',
  'recruits_from',
  'recruits_until',
  'works_from',
  'works_until',
  'wage_description',
  'description',
  'place',
  'requirements',
  'salary_kind',
  'salary_kind_sent',
  'salary_amount',
  'salary_currency',
  'settlement',
  'settlement_sent',
  'state',
];

export const postingStatements = statementsOf<PostingRow>('posting', {
  columns,
  shown: `${['channel_id', 'accepted', ...columns].map((column) => `t.${column}`).join(', ')}, c.own_id as company_own_id`,
  joins: 'join channel_company c on c.id = t.company_id',
});

export const ofCompany: Condition = { name: 'company', text: 't.company_id = ?' };
export const inState: Condition = { name: 'state', text: 't.state = ?' };

/** Takes a place, or gives one back; the database refuses more than there are. */
export const countAccepted = sql<never>(
  'channels.count_accepted',
  'update channel_posting set accepted = accepted + $3 where channel_id = $1 and id = $2',
);
