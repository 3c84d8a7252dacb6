import { sql } from '../../kernel/context.ts';
import type { CompanyState, IdentityState } from './lifecycle.ts';

export interface IdentityRow {
  user_id: bigint;
  state: IdentityState;
  tries: number;
  name: string;
  shown: string;
  number_hash: string | null;
}

const identityColumns = 'user_id, state, tries, name, shown, number_hash';

export const identityByUser = sql<IdentityRow>(
  'verification.identity_by_user',
  `select ${identityColumns} from identity_check where user_id = $1`,
);

export const insertIdentity = sql<never>(
  'verification.insert_identity',
  `insert into identity_check (user_id, market, state) values ($1, $2, $3) on conflict (user_id) do nothing`,
);

export const lockIdentity = sql<IdentityRow>(
  'verification.lock_identity',
  `select ${identityColumns} from identity_check where user_id = $1 for update`,
);

export const addTries = sql<never>(
  'verification.add_tries',
  `update identity_check set tries = greatest(tries + $2::int, 0) where user_id = $1 and state = 'unchecked'`,
);

/** One at a time for one number: the lock makes the look and the change one step. */
export const lockNumber = sql<never>(
  'verification.lock_number',
  `select pg_advisory_xact_lock(hashtextextended('identity:' || $1 || ':' || $2, 0))`,
);

export const otherHolder = sql<{ user_id: bigint }>(
  'verification.other_holder',
  'select user_id from identity_check where market = $1 and number_hash = $2 and user_id <> $3',
);

export const passIdentity = sql<never>(
  'verification.pass_identity',
  `update identity_check set state = $2, tries = 0, name = $3, number_cipher = $4, number_hash = $5, shown = $6,
     passed_at = $7
   where user_id = $1`,
);

export const insertIdentityMove = sql<never>(
  'verification.insert_identity_move',
  `insert into identity_check_move (user_id, move, from_state, to_state, by_role, note, at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);

export interface CompanyRow {
  id: bigint;
  party_id: bigint;
  state: CompanyState;
  submissions: number;
  company_name: string;
  contact: string;
  phone: string;
  permit_shown: string;
  org_shown: string;
  permit_file_id: bigint | null;
  org_file_id: bigint | null;
  reason: string;
  submitted_at: Date | null;
  trade: string;
  province: string;
  city: string;
  address: string;
  years: number | null;
  card_front_id: bigint | null;
  card_back_id: bigint | null;
}

const companyColumns = `id, party_id, state, submissions, company_name, contact, phone, permit_shown, org_shown,
  permit_file_id, org_file_id, reason, submitted_at, trade, province, city, address, years, card_front_id, card_back_id`;

/** A team's certification with the public names of its pictures. */
export interface CompanyView extends CompanyRow {
  permit_file_uid: string | null;
  org_file_uid: string | null;
}

export const companyByParty = sql<CompanyView>(
  'verification.company_by_party',
  `select ${companyColumns
    .split(',')
    .map((name) => `c.${name.trim()}`)
    .join(', ')}, permit.uid as permit_file_uid, org.uid as org_file_uid
   from company_check c left join file permit on permit.id = c.permit_file_id left join file org on org.id = c.org_file_id
   where c.party_id = $1`,
);

export const insertCompany = sql<never>(
  'verification.insert_company',
  'insert into company_check (market, party_id, state) values ($1, $2, $3) on conflict (party_id) do nothing',
);

export const lockCompanyOfParty = sql<CompanyRow>(
  'verification.lock_company_of_party',
  `select ${companyColumns} from company_check where party_id = $1 for update`,
);

export const lockCompany = sql<CompanyRow>(
  'verification.lock_company',
  `select ${companyColumns} from company_check where id = $1 and market = $2 for update`,
);

export const submitCompanyRow = sql<never>(
  'verification.submit_company',
  `update company_check set state = $2, company_name = $3, contact = $4, phone = $5, permit_cipher = $6,
     permit_shown = $7, org_cipher = $8, org_shown = $9, permit_file_id = $10, org_file_id = $11, reason = '',
     submissions = submissions + 1, submitted_at = $12, decided_at = null
   where id = $1`,
);

export const submitLicenceRow = sql<never>(
  'verification.submit_licence',
  `update company_check set state = $2, company_name = $3, contact = $4, trade = $5, province = $6, city = $7, address = $8,
     years = $9, permit_file_id = $10, card_front_id = $11, card_back_id = $12, reason = '', submissions = submissions + 1,
     submitted_at = $13, decided_at = null
   where id = $1`,
);

export const decideCompanyRow = sql<never>(
  'verification.decide_company',
  'update company_check set state = $2, reason = $3, decided_at = $4 where id = $1',
);

export const insertCompanyMove = sql<never>(
  'verification.insert_company_move',
  `insert into company_check_move (company_check_id, move, from_state, to_state, by_role, note, at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);

export const waitingCompanyRows = sql<CompanyRow>(
  'verification.waiting_companies',
  `select ${companyColumns} from company_check where market = $1 and state = 'checking' order by id limit 100`,
);
