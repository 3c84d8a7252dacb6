import { sql } from '../../kernel/context.ts';

export interface BannerRow {
  id: bigint;
  title: string;
  image: string;
  link: string;
}

export const bannersNow = sql<BannerRow>(
  'notifications.banners_now',
  `select id, title, image, link from banner
   where market = $1 and platform in ('all', $2) and shown_from <= $3 and (shown_until is null or shown_until > $3)
   order by sort, id limit 20`,
);

export const insertBanner = sql<{ id: bigint }>(
  'notifications.insert_banner',
  `insert into banner (market, platform, title, image, link, sort, shown_from, shown_until, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
);

export interface BannerFacts extends BannerRow {
  platform: 'all' | 'ios' | 'android';
  sort: number;
  shown_from: Date;
  shown_until: Date | null;
}

export const allBanners = sql<BannerFacts>(
  'notifications.all_banners',
  `select id, title, image, link, platform, sort, shown_from, shown_until from banner where market = $1
   order by sort, id limit 200`,
);

export const removeBannerRow = sql<{ id: bigint }>(
  'notifications.remove_banner',
  'delete from banner where market = $1 and id = $2 returning id',
);

export interface AppVersionFacts extends AppVersionRow {
  platform: string;
  updated_at: Date;
}

export const allVersions = sql<AppVersionFacts>(
  'notifications.all_versions',
  'select platform, version, download_url, note, updated_at from app_version where market = $1 order by platform',
);

export interface FeedbackRow {
  id: bigint;
  user_uid: string;
  user_name: string;
  kind: string;
  score: number;
  content: string;
  contact: string;
  created_at: Date;
}

export const feedbackRows = sql<FeedbackRow>(
  'notifications.feedback_rows',
  `select f.id, u.uid as user_uid, u.name as user_name, f.kind, f.score, f.content, f.contact, f.created_at
   from feedback f join user_account u on u.id = f.user_id where f.market = $1 order by f.id desc limit $2 offset $3`,
);

export const countFeedback = sql<{ count: bigint }>(
  'notifications.count_feedback',
  'select count(*) as count from feedback where market = $1',
);

export interface AppVersionRow {
  version: string;
  download_url: string;
  note: string;
}

export const appVersion = sql<AppVersionRow>(
  'notifications.app_version',
  'select version, download_url, note from app_version where market = $1 and platform = $2',
);

export const putAppVersion = sql<never>(
  'notifications.put_app_version',
  `insert into app_version (market, platform, version, download_url, note, updated_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (market, platform) do update set version = excluded.version, download_url = excluded.download_url,
     note = excluded.note, updated_at = excluded.updated_at`,
);

export const insertFeedback = sql<never>(
  'notifications.insert_feedback',
  `insert into feedback (market, user_id, party_id, kind, score, content, contact, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

export interface ContactRow {
  party_id: bigint;
  uid: string;
  name: string;
  title: string;
  avatar_uid: string | null;
}

/** The other sides of a party's proposals and of its contracts whose offer was sent; $2 null for all of them. */
const contactsOf = (side: 'client' | 'freelancer', other: 'client' | 'freelancer') => {
  const chosen = `select id from (
       select ${other}_party_id as id from proposal where ${side}_party_id = $1
       union
       select ${other}_party_id from contract where ${side}_party_id = $1 and offered_at is not null) o`;
  const from = `from party p where p.id in (${chosen}) and ($2::text[] is null or p.uid = any ($2))`;
  const profile =
    other === 'freelancer'
      ? `(select f.title from freelancer_profile f where f.party_id = p.id) as title,
         (select f.avatar_uid from freelancer_profile f where f.party_id = p.id) as avatar_uid`
      : `'' as title,
         (select coalesce(c.avatar_uid, c.logo_uid) from client_profile c where c.party_id = p.id) as avatar_uid`;
  return {
    page: sql<ContactRow>(
      `notifications.contacts_of_${side}`,
      `select p.id as party_id, p.uid, p.name, ${profile} ${from} order by p.name, p.id limit $3 offset $4`,
    ),
    count: sql<{ count: bigint }>(`notifications.count_contacts_of_${side}`, `select count(*) ${from}`),
  };
};

export const contactLists = {
  client: contactsOf('client', 'freelancer'),
  freelancer: contactsOf('freelancer', 'client'),
};
