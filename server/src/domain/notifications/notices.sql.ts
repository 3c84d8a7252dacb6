import { sql } from '../../kernel/context.ts';
import type { NoticeKind, Target } from './kinds.ts';

/** For each of the parties, unless it has switched one of the switches off; once, where there is a key. */
export const tellParties = sql<never>(
  'notifications.tell_parties',
  `insert into notice (market, user_id, party_id, kind, title, content, target, target_ref, once_key, created_at)
   select $1, p.user_id, p.id, $3, $4, $5, $6, $7, $8, $9 from party p
   where p.id = any ($2::bigint[]) and p.market = $1 and not exists (
     select from notice_setting s where s.party_id = p.id and s.switch = any ($10::text[]) and not s.is_on)
   on conflict (once_key) do nothing`,
);

export const tellUser = sql<never>(
  'notifications.tell_user',
  `insert into notice (market, user_id, kind, title, content, target, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
);

export interface NoticeRow {
  id: bigint;
  kind: NoticeKind;
  title: string;
  content: string;
  target: Target | null;
  target_ref: string;
  created_at: Date;
  read_at: Date | null;
}

/** What the person sees on the side they act for. */
const own = 'user_id = $1 and (party_id = $2 or party_id is null)';
const conditions = { all: 'true', read: 'read_at is not null', unread: 'read_at is null' } as const;

export type NoticeList = keyof typeof conditions;

const listOf = (name: NoticeList) => ({
  page: sql<NoticeRow>(
    `notifications.list_${name}`,
    `select id, kind, title, content, target, target_ref, created_at, read_at from notice
     where ${own} and ${conditions[name]} order by id desc limit $3 offset $4`,
  ),
  count: sql<{ count: bigint }>(
    `notifications.count_${name}`,
    `select count(*) from notice where ${own} and ${conditions[name]}`,
  ),
});

export const noticeLists = { all: listOf('all'), read: listOf('read'), unread: listOf('unread') };

/** No row: it is not there for this person, or was read before. */
export const markNoticeRead = sql<{ id: bigint }>(
  'notifications.mark_read',
  `update notice set read_at = $4 where ${own} and id = $3 and read_at is null returning id`,
);

export const ownNotice = sql<{ id: bigint }>('notifications.own', `select id from notice where ${own} and id = $3`);

export const deleteNotice = sql<{ id: bigint }>(
  'notifications.delete',
  `delete from notice where ${own} and id = $3 returning id`,
);

export interface SettingRow {
  switch: string;
  is_on: boolean;
  rate: 'day' | 'week' | null;
}

export const settingsOfParty = sql<SettingRow>(
  'notifications.settings',
  'select switch, is_on, rate from notice_setting where party_id = $1',
);

export const wantsRecommendations = sql<{ wants: boolean }>(
  'notifications.wants_recommendations',
  'select wants_recommendations as wants from user_account where id = $1',
);

export const setSwitch = sql<never>(
  'notifications.set_switch',
  `insert into notice_setting (party_id, switch, is_on, rate, updated_at) values ($1, $2, $3, $4, $5)
   on conflict (party_id, switch) do update
     set is_on = excluded.is_on, rate = coalesce(excluded.rate, notice_setting.rate), updated_at = excluded.updated_at`,
);
