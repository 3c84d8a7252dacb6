import { type PartyKind, sql } from '../../kernel/context.ts';

export interface UserRow {
  id: bigint;
  uid: string;
  username: string;
  phone: string | null;
  email: string | null;
  name: string;
  password_hash: string;
  state: 'active' | 'restricted';
  last_party_id: bigint | null;
  last_mobile_party_id: bigint | null;
}

const userColumns = `id, uid, username, phone, email, name, password_hash, state, last_party_id, last_mobile_party_id`;

export const userByName = sql<UserRow>(
  'identity.user_by_name',
  `select ${userColumns} from user_account where market = $1 and $2 in (username, phone, email) limit 1`,
);

/** One row a party of the person of that name; one row without a person where there is none. */
export interface SignInRow {
  user_id: bigint | null;
  password_hash: string | null;
  state: 'active' | 'restricted';
  last_party_id: bigint | null;
  last_mobile_party_id: bigint | null;
  party_id: bigint | null;
  party_uid: string;
  kind: PartyKind;
  is_company: boolean;
  by_account: bigint;
  by_address: bigint;
}

/** Parameters: 1 market, 2 name, 3 and 4 the buckets of account and address, 5 since when failures count. */
export const signInFacts = sql<SignInRow>(
  'identity.sign_in_facts',
  `select u.id as user_id, u.password_hash, u.state, u.last_party_id, u.last_mobile_party_id,
     p.id as party_id, p.uid as party_uid, p.kind, p.is_company, failed.by_account, failed.by_address
   from (
     select count(*) filter (where bucket = $3) as by_account, count(*) filter (where bucket = $4) as by_address
     from attempt where bucket in ($3, $4) and at > $5) failed
   left join user_account u on u.market = $1 and $2 in (u.username, u.phone, u.email)
   left join party p on p.user_id = u.id
   order by p.id`,
);

export const userById = sql<UserRow>('identity.user_by_id', `select ${userColumns} from user_account where id = $1`);

export const userByNumber = sql<UserRow>(
  'identity.user_by_number',
  `select ${userColumns} from user_account where market = $1 and id = $2`,
);

export const insertUser = sql<{ id: bigint }>(
  'identity.insert_user',
  `insert into user_account (market, uid, username, phone, name, password_hash, wants_recommendations, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
);

export const updatePassword = sql<never>(
  'identity.update_password',
  'update user_account set password_hash = $2 where id = $1',
);

export const countUsers = sql<{ count: bigint }>(
  'identity.count_users',
  'select count(*) from (select from user_account where market = $1 limit 1) found',
);

export interface PartyRow {
  id: bigint;
  uid: string;
  user_id: bigint;
  user_uid: string;
  kind: PartyKind;
  name: string;
  is_company: boolean;
}

const partySelect = `select p.id, p.uid, p.user_id, u.uid as user_uid, p.kind, p.name, p.is_company
  from party p join user_account u on u.id = p.user_id`;

export const insertParty = sql<{ id: bigint }>(
  'identity.insert_party',
  `insert into party (market, uid, user_id, kind, name, is_company, created_at)
   values ($1, $2, $3, $4, $5, $6, $7) on conflict (user_id, kind) do nothing returning id`,
);

export const partiesOfUser = sql<PartyRow>(
  'identity.parties_of_user',
  `${partySelect} where p.user_id = $1 order by p.id`,
);
export const partyOfUser = sql<PartyRow>(
  'identity.party_of_user',
  `${partySelect} where p.market = $1 and p.user_id = $2 and p.kind = $3`,
);
export const partyByUid = sql<PartyRow>('identity.party_by_uid', `${partySelect} where p.market = $1 and p.uid = $2`);
export const partiesByIds = sql<PartyRow>('identity.parties_by_ids', `${partySelect} where p.id = any ($1::bigint[])`);

export interface SessionRow {
  id: bigint;
  user_id: bigint;
  user_uid: string;
  party_id: bigint;
  party_uid: string;
  kind: PartyKind;
  is_company: boolean;
  device: Device;
  expires_at: Date;
  password_verified_until: Date | null;
}

export type Device = 'web' | 'mobile' | 'desktop';

export const sessionByToken = sql<SessionRow>(
  'identity.session_by_token',
  `select s.id, s.user_id, u.uid as user_uid, s.party_id, p.uid as party_uid, p.kind, p.is_company, s.device, s.expires_at,
     s.password_verified_until
   from session s join user_account u on u.id = s.user_id join party p on p.id = s.party_id
   where s.token_hash = $1 and s.expires_at > $2 and u.market = $3 and u.state = 'active'`,
);

export const insertSession = sql<never>(
  'identity.insert_session',
  `insert into session (token_hash, user_id, party_id, device, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
);

export const deleteSession = sql<never>('identity.delete_session', 'delete from session where id = $1');

export const deleteSessionsOfUser = sql<never>(
  'identity.delete_sessions_of_user',
  'delete from session where user_id = $1 and ($2::text is null or device = $2)',
);

export const deleteExpiredSessions = sql<never>(
  'identity.delete_expired_sessions',
  'delete from session where expires_at < $1',
);

export const moveSession = sql<never>(
  'identity.move_session',
  'update session set party_id = $2, token_hash = coalesce($3, token_hash) where id = $1',
);

export const rememberParty = sql<never>(
  'identity.remember_party',
  `update user_account set last_party_id = case when $3 then last_party_id else $2 end,
     last_mobile_party_id = case when $3 then $2 else last_mobile_party_id end
   where id = $1`,
);

export const markPasswordVerified = sql<never>(
  'identity.mark_password_verified',
  'update session set password_verified_until = $2 where id = $1',
);

export interface CodeRow {
  id: bigint;
  digest: Buffer;
  wrong_tries: number;
  expires_at: Date;
  used_at: Date | null;
}

export const insertCode = sql<never>(
  'identity.insert_code',
  `insert into sms_code (market, phone, purpose, digest, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
);

export const latestCode = sql<CodeRow>(
  'identity.latest_code',
  `select id, digest, wrong_tries, expires_at, used_at from sms_code
   where market = $1 and phone = $2 and purpose = $3 order by id desc limit 1 for update`,
);

export const countWrongTry = sql<never>(
  'identity.count_wrong_try',
  'update sms_code set wrong_tries = wrong_tries + 1 where id = $1',
);

export const useCode = sql<never>('identity.use_code', 'update sms_code set used_at = $2 where id = $1');

export const codesSince = sql<{ last: Date | null; hour: bigint; day: bigint }>(
  'identity.codes_since',
  `select max(created_at) as last, count(*) filter (where created_at > $3::timestamptz - interval '1 hour') as hour,
     count(*) as day
   from sms_code where market = $1 and phone = $2 and created_at > $3::timestamptz - interval '1 day'`,
);

/** One at a time for one phone: the lock makes the count and the insert one step. */
export const lockPhone = sql<never>(
  'identity.lock_phone',
  `select pg_advisory_xact_lock(hashtextextended('phone:' || $1 || ':' || $2, 0))`,
);

export const insertMessage = sql<{ id: bigint }>(
  'identity.insert_message',
  `insert into outgoing_message (market, channel, recipient, template, params, body, created_at)
   values ($1, $2, $3, $4, $5, $6, $7) returning id`,
);

export interface MessageRow {
  id: bigint;
  market: string;
  channel: 'sms' | 'mail';
  recipient: string;
  template: string;
  params: Record<string, string>;
  body: string;
  created_at: Date;
  sent_at: Date | null;
}

export const messageById = sql<MessageRow>(
  'identity.message_by_id',
  `select id, market, channel, recipient, template, params, body, created_at, sent_at from outgoing_message where id = $1`,
);

export const messagesTo = sql<MessageRow>(
  'identity.messages_to',
  `select id, market, channel, recipient, template, params, body, created_at, sent_at from outgoing_message
   where ($1::text is null or market = $1) and ($2::text is null or recipient = $2) order by id desc limit 100`,
);

export const markSent = sql<never>(
  'identity.mark_sent',
  `update outgoing_message set sent_at = $2, params = case when $3 then '{}' else params end,
     body = case when $3 then '' else body end
   where id = $1`,
);

export const countAttempts = sql<{ bucket: string; count: bigint }>(
  'identity.count_attempts',
  'select bucket, count(*) as count from attempt where bucket = any ($1::text[]) and at > $2 group by bucket',
);

export const insertAttempts = sql<never>(
  'identity.insert_attempts',
  'insert into attempt (bucket, at) select unnest($1::text[]), $2',
);

export const clearAttempts = sql<never>('identity.clear_attempts', 'delete from attempt where bucket = $1');
export const sweepAttempts = sql<never>('identity.sweep_attempts', 'delete from attempt where at < $1');
export const sweepCodes = sql<never>('identity.sweep_codes', 'delete from sms_code where created_at < $1');

export const insertJumpCode = sql<never>(
  'identity.insert_jump_code',
  'insert into jump_code (digest, user_id, party_id, expires_at) values ($1, $2, $3, $4)',
);

export const takeJumpCode = sql<{ user_id: bigint; party_id: bigint; expires_at: Date }>(
  'identity.take_jump_code',
  'delete from jump_code where digest = $1 returning user_id, party_id, expires_at',
);

export const sweepJumpCodes = sql<never>('identity.sweep_jump_codes', 'delete from jump_code where expires_at < $1');

/** A user name that is the old phone moves with it. */
export const updatePhone = sql<{ id: bigint }>(
  'identity.update_phone',
  `update user_account u set phone = $2, username = case when username = phone then $2 else username end
   where id = $1 and not exists (
     select from user_account o where o.market = u.market and o.id <> u.id and $2 in (o.username, o.phone, o.email))
   returning id`,
);

export const deleteOtherSessions = sql<never>(
  'identity.delete_other_sessions',
  'delete from session where user_id = $1 and id <> $2',
);
