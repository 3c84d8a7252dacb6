import { sql } from '../../kernel/context.ts';
import type { ApplicationState } from './lifecycle.ts';
import { type Condition, type ObjectRow, statementsOf } from './objects.sql.ts';

export interface ApplicationRow extends ObjectRow {
  channel_id: bigint;
  posting_id: bigint;
  posting_own_id: string;
  person_id: bigint;
  person_own_id: string;
  applied_at: Date;
  resume_url: string | null;
  source: string | null;
  state: ApplicationState;
  remark: string | null;
}

const columns = ['posting_id', 'person_id', 'applied_at', 'resume_url', 'source', 'state', 'remark'];

export const applicationStatements = statementsOf<ApplicationRow>('application', {
  columns,
  shown: `${['channel_id', ...columns].map((column) => `t.${column}`).join(', ')}, p.own_id as posting_own_id,
    h.own_id as person_own_id`,
  joins: 'join channel_posting p on p.id = t.posting_id join channel_person h on h.id = t.person_id',
});

export const ofPosting: Condition = { name: 'posting', text: 't.posting_id = ?' };
export const ofPerson: Condition = { name: 'person', text: 't.person_id = ?' };
export const appliedFrom: Condition = { name: 'from', text: 't.applied_at >= ?' };
export const appliedBefore: Condition = { name: 'before', text: 't.applied_at < ?' };

export const earlierApplication = sql<{ id: bigint }>(
  'channels.earlier_application',
  'select id from channel_application where channel_id = $1 and posting_id = $2 and person_id = $3',
);
