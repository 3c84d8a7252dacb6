import { sql } from '../../kernel/context.ts';

export interface TraderRow {
  name: string;
  residence: string;
  place: string;
  postcode: string;
  phone: string;
  capital: bigint;
  kind: string;
  is_independent: boolean;
  employees: number;
  trade: string;
  scope: string;
}

const traderColumns = 'name, residence, place, postcode, phone, capital, kind, is_independent, employees, trade, scope';

export const traderOfParty = sql<TraderRow>(
  'verification.trader',
  `select ${traderColumns} from sole_trader where party_id = $1`,
);

export const saveTrader = sql<never>(
  'verification.save_trader',
  `insert into sole_trader (party_id, ${traderColumns}, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
   on conflict (party_id) do update set name = $2, residence = $3, place = $4, postcode = $5, phone = $6, capital = $7,
     kind = $8, is_independent = $9, employees = $10, trade = $11, scope = $12, updated_at = $13`,
);

export interface PartnerRow {
  name: string;
  shown: string;
}

export const partnersOfParty = sql<PartnerRow>(
  'verification.partners',
  'select name, shown from sole_trader_partner where party_id = $1 order by place',
);

export const deletePartners = sql<never>(
  'verification.delete_partners',
  'delete from sole_trader_partner where party_id = $1',
);

export const insertPartners = sql<never>(
  'verification.insert_partners',
  `insert into sole_trader_partner (party_id, place, name, number_cipher, shown)
   select $1, p.place, p.name, p.cipher, p.shown
   from unnest($2::text[], $3::text[], $4::text[]) with ordinality as p (name, cipher, shown, place)`,
);
