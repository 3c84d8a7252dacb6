import { sql } from '../../kernel/context.ts';
import type { ContractState } from './lifecycle.ts';

/** A contract as part of what a freelancer has done. */
export interface WorkRow {
  id: bigint;
  title: string;
  pay_kind: 'hourly' | 'fixed';
  /** Fen an hour; null for fixed-price work. */
  hourly: bigint | null;
  /** Fen. */
  paid_total: bigint;
  /** Ten minutes each. */
  slots: number;
  state: ContractState;
  accepted_at: Date | null;
  ended_at: Date | null;
}

/** Whoever accepted was hired, whatever came of it. */
const begun = `('active', 'paused', 'finished', 'disputed', 'settled')`;
const running = `('active', 'paused')`;

export const freelancerToRead = sql<{ id: bigint }>(
  'contracts.freelancer_to_read',
  `select p.id from party p join user_account u on u.id = p.user_id
   where p.market = $1 and p.uid = $2 and p.kind = 'freelancer' and u.state = 'active'`,
);

export const workOfFreelancer = sql<WorkRow>(
  'contracts.work_of_freelancer',
  `select c.id, l.title, c.pay_kind, c.hourly, c.paid_total, c.state, c.accepted_at, c.ended_at,
     (select coalesce(sum(w.shot_slots + w.manual_slots), 0)::int from week w where w.contract_id = c.id) as slots
   from contract c join listing l on l.id = c.listing_id
   where c.freelancer_party_id = $1 and c.state in ${begun} order by c.id desc limit $2 offset $3`,
);

export const countWorkOfFreelancer = sql<{ total: number }>(
  'contracts.count_work_of_freelancer',
  `select count(*)::int as total from contract where freelancer_party_id = $1 and state in ${begun}`,
);

/** A freelancer a client has hired. */
export interface HiredRow {
  uid: string;
  name: string;
  avatar_uid: string | null;
  /** The first 300 characters. */
  overview: string;
  /** Whether a contract between the two is running. */
  is_hired_now: boolean;
  last_hired_at: Date;
  /** The newest 20 contracts between the two. */
  contracts: readonly { uid: string; name: string }[];
}

export const hiredPage = sql<HiredRow>(
  'contracts.hired',
  `select p.uid, p.name, f.avatar_uid, left(f.overview, 300) as overview, h.is_hired_now, h.last_hired_at, k.contracts
   from (
     select c.freelancer_party_id as party_id, max(c.accepted_at) as last_hired_at,
       bool_or(c.state in ${running}) as is_hired_now
     from contract c where c.client_party_id = $1 and c.state in ${begun}
     group by c.freelancer_party_id order by 2 desc, 1 desc limit $2 offset $3) h
   cross join lateral (
     select coalesce(json_agg(json_build_object('uid', n.uid, 'name', n.name)), '[]') as contracts from (
       select c.uid, c.name from contract c where c.freelancer_party_id = h.party_id and c.client_party_id = $1
         and c.state in ${begun} order by c.id desc limit 20) n) k
   join party p on p.id = h.party_id join freelancer_profile f on f.party_id = h.party_id
   order by h.last_hired_at desc, h.party_id desc`,
);

export const countHired = sql<{ total: number }>(
  'contracts.count_hired',
  `select count(distinct freelancer_party_id)::int as total from contract
   where client_party_id = $1 and state in ${begun}`,
);

export const hiredNames = sql<{ uid: string; name: string }>(
  'contracts.hired_names',
  `select p.uid, p.name from (
     select freelancer_party_id as party_id, max(id) as last_id from contract
     where client_party_id = $1 and state in ${begun} group by 1 order by 2 desc limit $2) h
   join party p on p.id = h.party_id order by h.last_id desc`,
);
