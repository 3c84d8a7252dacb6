import type { Day } from '../../kernel/clock.ts';
import { type ObjectRow, statementsOf } from './objects.sql.ts';

/** A business licence as the partner tells it. Capitals are yuan as registered, a record and never money of ours. */
export interface Licence {
  readonly number: string;
  /** An address, which is never fetched. */
  readonly photo: string | null;
  readonly issuedOn: Day | null;
  readonly expiresOn: Day | null;
  readonly registeredCapital: number | null;
  readonly paidInCapital: number | null;
}

export interface CompanyRow extends ObjectRow {
  channel_id: bigint;
  name: string;
  credit_code: string;
  legal_person: string | null;
  contact_person: string | null;
  contact_phone: string | null;
  licence: Licence | null;
  address: string | null;
  business_scope: string | null;
}

const columns = [
  'name',
  'credit_code',
  'legal_person',
  'contact_person',
  'contact_phone',
  'licence',
  'address',
  'business_scope',
];

export const companyStatements = statementsOf<CompanyRow>('company', {
  columns,
  shown: ['channel_id', ...columns].map((column) => `t.${column}`).join(', '),
});
