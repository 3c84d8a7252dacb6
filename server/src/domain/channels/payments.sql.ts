import type { Day } from '../../kernel/clock.ts';
import type { ClaimState } from './lifecycle.ts';
import { type Condition, type ObjectRow, statementsOf } from './objects.sql.ts';

export type PayeeKind = 'user' | 'application';
export type BasisKind = 'hours' | 'pieces' | 'monthly' | 'daily';

/** Why this sum; kept as told. */
export interface Basis {
  readonly kind: BasisKind;
  readonly kindSent: string;
  readonly hours: number | null;
  readonly from: Day | null;
  readonly until: Day | null;
  readonly description: string | null;
  /** Addresses, which are never fetched. */
  readonly documents: readonly string[];
}

export interface ClaimRow extends ObjectRow {
  channel_id: bigint;
  kind: PayeeKind;
  person_id: bigint;
  person_own_id: string;
  application_id: bigint | null;
  application_own_id: string | null;
  amount: bigint;
  currency: string;
  paid_at: Date;
  method: string | null;
  payment_channel: string | null;
  bank_name: string | null;
  account_cipher: string | null;
  account_shown: string | null;
  transaction_no: string | null;
  basis: Basis;
  state: ClaimState;
  remark: string | null;
}

const columns = [
  'kind',
  'person_id',
  'application_id',
  'amount',
  'currency',
  'paid_at',
  'method',
  'payment_channel',
  'bank_name',
  'account_cipher',
  'account_shown',
  'transaction_no',
  'basis',
  'state',
  'remark',
];

export const paymentStatements = statementsOf<ClaimRow>('payment', {
  columns,
  shown: `${['channel_id', ...columns].map((column) => `t.${column}`).join(', ')}, h.own_id as person_own_id,
    a.own_id as application_own_id`,
  joins: `join channel_person h on h.id = t.person_id left join channel_application a on a.id = t.application_id`,
});

export const ofApplication: Condition = { name: 'application', text: 't.application_id = ?' };
export const ofKind: Condition = { name: 'kind', text: 't.kind = ?' };
export const paidFrom: Condition = { name: 'from', text: 't.paid_at >= ?' };
export const paidBefore: Condition = { name: 'before', text: 't.paid_at < ?' };
