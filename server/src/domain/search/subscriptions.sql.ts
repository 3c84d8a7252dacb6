import { sql } from '../../kernel/context.ts';
import type { Level, PayKind } from '../listings/index.ts';

export interface SubscriptionRow {
  id: bigint;
  name: string;
  keyword: string;
  durations: number[];
  workloads: number[];
  pay_kinds: PayKind[];
  levels: Level[];
}

export const subscriptionsOfParty = sql<SubscriptionRow>(
  'search.subscriptions',
  `select id, name, keyword, durations, workloads, pay_kinds, levels from subscription where party_id = $1
   order by id limit 100`,
);

/** One change at a time for one freelancer, so that two at once do not make a sixth. */
export const lockReader = sql<{ matched_until: Date }>(
  'search.lock_reader',
  `insert into subscription_reader (party_id, matched_until) values ($1, $2)
   on conflict (party_id) do update set matched_until = subscription_reader.matched_until returning matched_until`,
);

export const insertSubscription = sql<{ id: bigint }>(
  'search.insert_subscription',
  `insert into subscription (market, party_id, name, keyword, durations, workloads, pay_kinds, levels, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
);

export const deleteSubscription = sql<{ id: bigint }>(
  'search.delete_subscription',
  'delete from subscription where id = $1 and party_id = $2 returning id',
);

/** Whether the freelancer wants to hear, and how often: as the form of notices shows it. */
export const readerOf = sql<{ matched_until: Date; is_on: boolean; rate: 'day' | 'week'; user_id: bigint }>(
  'search.reader',
  `select r.matched_until, u.state = 'active' and coalesce(n.is_on, u.wants_recommendations) as is_on, coalesce(n.rate, 'week') as rate, p.user_id
   from subscription_reader r join party p on p.id = r.party_id join user_account u on u.id = p.user_id
   left join notice_setting n on n.party_id = r.party_id and n.switch = 'recommendations'
   where r.party_id = $1 for no key update of r`,
);

export const setMatchedUntil = sql<never>(
  'search.set_matched_until',
  'update subscription_reader set matched_until = $2 where party_id = $1',
);

/**
 * Listings published in a time that answer, newest first, but not the reader's own. Parameters: 1 market, 2 from, 3 before,
 * 4 terms (null: all answer), 5 the reader's user, 6 how many.
 */
export const listingsPublished = sql<{ listing_id: bigint }>(
  'search.listings_published',
  `select s.listing_id from job_search s join listing l on l.id = s.listing_id join party p on p.id = l.party_id
   where s.market = $1 and s.published_at >= $2 and s.published_at < $3
     and case when $4::text is null or s.terms @@ $4::text::tsquery then true else false end and p.user_id <> $5
   order by s.published_at desc, s.listing_id desc limit $6`,
);
