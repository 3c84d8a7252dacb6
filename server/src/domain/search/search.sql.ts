import { sql } from '../../kernel/context.ts';
import { cardColumns, cardJoins, type ListingCard } from '../listings/index.ts';

/** The size of the whole index of a market, without looking at it. */
export const sizeOfIndex = sql<{ total: number }>(
  'search.size',
  'select coalesce(sum(listings), 0)::int as total from job_search_size where market = $1',
);

/**
 * Parameters: 1 market, 2 terms, 3 and 4 the budget's range (null: none). Each statement below leaves the server one way
 * to go, whatever the words; so it may keep the plan. A statement with a choice would walk a million rows for a rare word.
 */
const matches = `s.market = $1 and s.terms @@ $2::tsquery
  and ($3::bigint is null or s.budget >= $3) and ($4::bigint is null or s.budget <= $4)`;

export const countMatches = sql<{ total: number }>(
  'search.count',
  `select count(*)::int as total from job_search s where ${matches}`,
);

/** `offset 0` makes the server fetch each card by its id, however many rows it fears the page to have. */
const page = (ids: string, viewer: string) => `select c.* from (${ids}) s
  cross join lateral (
    select ${cardColumns(viewer)} from listing l ${cardJoins} where l.id = s.listing_id offset 0) c
  order by s.published_at desc, s.listing_id desc`;

/** Few matches: find them all by their terms, then sort. Parameters: matches, 5 limit, 6 offset, 7 the viewer. */
export const pageOfFew = sql<ListingCard>(
  'search.page_of_few',
  `with found as materialized (select s.listing_id, s.published_at from job_search s where ${matches})
   ${page('select * from found order by published_at desc, listing_id desc limit $5 offset $6', '$7')}`,
);

/**
 * Many matches: walk from the newest and stop when the page is full. The `case` keeps the terms' index out of it, and
 * the server from guessing that so few match that it had better read everything.
 */
export const pageOfMany = sql<ListingCard>(
  'search.page_of_many',
  page(
    `select s.listing_id, s.published_at from job_search s
     where s.market = $1 and case when s.terms @@ $2::tsquery
       and ($3::bigint is null or s.budget >= $3) and ($4::bigint is null or s.budget <= $4) then true else false end
     order by s.published_at desc, s.listing_id desc limit $5 offset $6`,
    '$7',
  ),
);

/** The newest of all. Parameters: 1 market, 2 limit, 3 offset, 4 the viewer. */
export const pageOfNewest = sql<ListingCard>(
  'search.newest',
  page(
    `select s.listing_id, s.published_at from job_search s where s.market = $1
     order by s.published_at desc, s.listing_id desc limit $2::bigint offset $3::bigint`,
    '$4',
  ),
);

/** The newest of all with the viewer's own private ones between them; parameters as above. */
export const pageWithOwnPrivate = sql<ListingCard>(
  'search.newest_with_own_private',
  page(
    `(select s.listing_id, s.published_at from job_search s where s.market = $1
       order by s.published_at desc, s.listing_id desc limit $2::bigint + $3::bigint)
     union all
     (select l.id, coalesce(l.published_at, l.created_at) from listing l
       where l.party_id = $4 and l.state = 'private' order by 2 desc, 1 desc limit $2::bigint + $3::bigint)
     order by 2 desc, 1 desc limit $2::bigint offset $3::bigint`,
    '$4',
  ),
);

export const countOwnPrivate = sql<{ total: number }>(
  'search.count_own_private',
  `select count(*)::int as total from listing where party_id = $1 and state = 'private'`,
);
