import { sql } from '../../kernel/context.ts';
import type { OperatorRole } from './roles.ts';

export interface OperatorRow {
  id: bigint;
  uid: string;
  name: string;
  shown_name: string;
  password_hash: string;
  must_change_password: boolean;
  role: OperatorRole;
  totp_cipher: string | null;
  totp_last_step: bigint;
  is_active: boolean;
  created_at: Date;
  last_seen_at: Date | null;
}

const columns = `id, uid, name, shown_name, password_hash, must_change_password, role, totp_cipher, totp_last_step, is_active,
  created_at, last_seen_at`;

export const insertOperator = sql<OperatorRow>(
  'operators.insert',
  `insert into operator_account (uid, name, shown_name, password_hash, must_change_password, role, created_at)
   values ($1, $2, $3, $4, $5, $6, $7) on conflict (name) do nothing returning ${columns}`,
);

export const operatorByName = sql<OperatorRow>(
  'operators.by_name',
  `select ${columns} from operator_account where name = $1`,
);

export const lockOperator = sql<OperatorRow>(
  'operators.lock',
  `select ${columns} from operator_account where uid = $1 for update`,
);

export const operatorRows = sql<OperatorRow>(
  'operators.all',
  `select ${columns} from operator_account order by is_active desc, name limit 500`,
);

export const countOperators = sql<{ count: bigint }>(
  'operators.count',
  'select count(*) as count from operator_account where is_active',
);

export const activeOperatorByUid = sql<OperatorRow>(
  'operators.active_by_uid',
  `select ${columns} from operator_account where uid = $1 and is_active`,
);

export const operatorsOfRoles = sql<OperatorRow>(
  'operators.of_roles',
  `select ${columns} from operator_account where is_active and role = any ($1::text[]) order by shown_name, id limit 500`,
);

export const countOthersOfRoles = sql<{ count: bigint }>(
  'operators.count_others_of_roles',
  'select count(*) as count from operator_account where is_active and id <> $1 and role = any ($2::text[])',
);

export const changeOperatorRow = sql<never>(
  'operators.change',
  'update operator_account set role = $2, is_active = $3 where id = $1',
);

export const setOperatorPassword = sql<never>(
  'operators.set_password',
  'update operator_account set password_hash = $2, must_change_password = $3 where id = $1',
);

export const setTotp = sql<never>(
  'operators.set_totp',
  'update operator_account set totp_cipher = $2, totp_last_step = $3 where id = $1',
);

/** Takes a code's time step; no row when that step or a later one was taken before. */
export const takeTotpStep = sql<{ id: bigint }>(
  'operators.take_totp_step',
  'update operator_account set totp_last_step = $2 where id = $1 and totp_last_step < $2 returning id',
);

export const insertOperatorSession = sql<never>(
  'operators.insert_session',
  `with seen as (update operator_account set last_seen_at = $3 where id = $2)
   insert into operator_session (token_hash, operator_id, created_at, expires_at) values ($1, $2, $3, $4)`,
);

export const operatorBySession = sql<OperatorRow & { session_id: bigint }>(
  'operators.by_session',
  `select ${columns
    .split(',')
    .map((name) => `o.${name.trim()}`)
    .join(', ')}, s.id as session_id
   from operator_session s join operator_account o on o.id = s.operator_id
   where s.token_hash = $1 and s.expires_at > $2 and o.is_active`,
);

export const deleteOperatorSession = sql<never>(
  'operators.delete_session',
  'delete from operator_session where id = $1',
);

/** All of somebody's sessions but one, or all. */
export const deleteOperatorSessions = sql<never>(
  'operators.delete_sessions',
  'delete from operator_session where operator_id = $1 and id is distinct from $2',
);

export const sweepOperatorSessions = sql<never>(
  'operators.sweep_sessions',
  'delete from operator_session where expires_at < $1',
);

export interface AuditRow {
  id: bigint;
  operator_name: string;
  market: string;
  action: string;
  subject: string;
  reason: string;
  facts: Record<string, unknown>;
  at: Date;
}

export const insertAudit = sql<never>(
  'operators.insert_audit',
  `insert into audit_entry (operator_id, market, action, subject, reason, facts, at) values ($1, $2, $3, $4, $5, $6, $7)`,
);

const auditFilter = `from audit_entry a join operator_account o on o.id = a.operator_id
  where ($1::text is null or a.market = $1) and ($2::text is null or a.subject = $2)
    and ($3::text is null or o.name = $3)`;

export const auditRows = sql<AuditRow>(
  'operators.audit_rows',
  `select a.id, o.shown_name as operator_name, a.market, a.action, a.subject, a.reason, a.facts, a.at ${auditFilter}
   order by a.id desc limit $4 offset $5`,
);
export const countAudit = sql<{ count: bigint }>('operators.count_audit', `select count(*) as count ${auditFilter}`);
