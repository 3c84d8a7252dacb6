import { sharedSql, sql } from '../../kernel/context.ts';
import { cardColumns, cardJoins, type ListingCard } from '../listings/index.ts';
import { chunkSize } from './bits.sql.ts';

/** The size of the whole index of a market, without looking at it. */
export const sizeOfIndex = sql<{ total: number }>(
  'search.size',
  'select coalesce(sum(listings), 0)::int as total from job_search_size where market = $1',
);

/**
 * Parameters: 1 market, 2 terms, 3 and 4 the budget's range (null: none). Each statement below leaves the server one way
 * to go, whatever the words; so it may keep the plan. A statement with a choice would walk a million rows for a rare word.
 * (`budget + 0` is not what the index of budgets has.)
 */
const matchesOf = (query: string, min: string, max: string) => `s.market = $1 and s.terms @@ ${query}::tsquery
  and (${min}::bigint is null or s.budget + 0 >= ${min}) and (${max}::bigint is null or s.budget + 0 <= ${max})`;
const matches = matchesOf('$2', '$3', '$4');

export const countMatches = sql<{ total: number }>(
  'search.count',
  `select count(*)::int as total from job_search s where ${matches}`,
);

/** For each chunk, which ordinals have one of the `terms` of each of the `groups`, of which there are `size`. */
const found = (names: { terms: string; groups: string; size: string; onlyIf?: string; chunks?: string }) =>
  `select chunk, bit_and(bits) as bits from (
    select b.chunk, q.of_group, bit_or(b.bits) as bits
    from (select * from unnest(${names.terms}::text[], ${names.groups}::int[]) as q (term, of_group)
      where ${names.onlyIf ?? 'true'}) q
    cross join lateral (
      select b.chunk, b.bits from job_search_bits b
      where b.market = $1 and b.term = q.term ${names.chunks ? `and b.chunk = any (${names.chunks}::int[])` : ''} offset 0) b
    group by 1, 2) x
  group by 1 having count(*) = ${names.size}::int`;

export interface Counted {
  /** Null when some word that is asked for has no bits. */
  total: number | null;
  /** All chunks, hits and living rows of each. The newest first. */
  chunks: number[] | null;
  hits: number[] | null;
  live: number[] | null;
}

const isEdge = (range: string) => `(select count(*) from job_search s where s.market = $1 and ${range}
  and case when $8::tsquery is null or s.terms @@ $8::tsquery then true else false end)`;

/**
 * Exactly how many match, all of one moment: bits, plus what the bits do not know yet, less what the bits cannot tell at
 * the edges of the budget. Parameters: 1 market, 2 terms and 3 the group of each, 4 groups, 5 words that need bits, 6 and
 * 7 the budgets the bits can tell, 8 terms without the budget, for edges also 9 and 10 the budget's range.
 */
const byBits = (edges: string) => `with known as materialized (
     select exists (select from job_search_counting where market = $1 and is_ready) and not exists (
       select from unnest($5::text[]) as w (term)
       where not exists (select from job_search_term t where t.market = $1 and t.term = w.term)) as is_known
   ), part as materialized (
     select c.chunk, c.newest, bit_count(c.live)::int as live, coalesce(bit_count(c.live & f.bits), 0)::int as hits
     from job_search_chunk c
     left join (${found({ terms: '$2', groups: '$3', size: '$4', onlyIf: '(select is_known from known)' })}) f using (chunk)
     where c.market = $1 and (select is_known from known)
   ), chunks as materialized (
     select sum(hits) as hits, array_agg(chunk order by newest desc, chunk desc) as chunk_list,
       array_agg(hits order by newest desc, chunk desc) as hit_list,
       array_agg(live order by newest desc, chunk desc) as live_list
     from part
   )
   select c.chunk_list as chunks, c.hit_list as hits, c.live_list as live, (case when (select is_known from known)
     then coalesce(c.hits, 0)
       + (select coalesce(sum(g.sign), 0) from job_search_change g
          where g.market = $1 and ($8::tsquery is null or g.terms @@ $8::tsquery)
            and ($6::bigint is null or g.budget between $6 and $7::bigint)) ${edges}
     end)::int as total
   from chunks c`;

const withEdges = byBits(`- ${isEdge('s.budget >= $6::bigint and s.budget < $9::bigint')}
  - ${isEdge('s.budget > $10::bigint and s.budget <= $7::bigint')}`);

/** Two statements: one that may have to look at rows is planned for each question, and few questions need that. */
export const countByBits = sql<Counted>('search.count_by_bits', byBits(''));
export const countByBitsAndEdges = sql<Counted>('search.count_by_bits_and_edges', withEdges);

/** What a search says, beside looking at every row at the same moment; parameters as above, and 11 terms. */
export const compareCounts = sql<{ shown: number; counted: number }>(
  'search.compare_counts',
  `select coalesce(x.total, y.total) as shown, y.total as counted from (${withEdges}) x
   cross join (select count(*)::int as total from job_search s where ${matchesOf('$11', '$9', '$10')}) y`,
);

/**
 * `offset 0` makes the server fetch each card by its id, however many rows it fears the page to have; `more` are further
 * columns.
 */
const page = (ids: string, viewer: string, more = '') => `select c.*${more} from (${ids}) s
  cross join lateral (
    select ${cardColumns(viewer)} from listing l ${cardJoins} where l.id = s.listing_id offset 0) c
  order by s.published_at desc, s.listing_id desc`;

/** Few matches: find them all by their terms, then sort. Parameters: matches, 5 limit, 6 offset, 7 the viewer. */
export const pageOfFew = sql<ListingCard>(
  'search.page_of_few',
  `with found as materialized (select s.listing_id, s.published_at from job_search s where ${matches})
   ${page('select * from found order by published_at desc, listing_id desc limit $5 offset $6', '$7')}`,
);

/** So many matches that a page of them is not found and counted at once. */
export const tooManyToSort = 5_000;

/**
 * The same with the number of all matches, in one statement: for words that are too rare for bits. `total` says
 * `tooManyToSort` + 1 when it gave up, and then the page is not the newest. Parameters as above.
 */
export const pageOfRare = sharedSql<ListingCard & { total: number }>(
  'search.page_of_rare',
  ['text', 'text', 'bigint', 'bigint', 'bigint', 'bigint', 'bigint'],
  `with found as materialized (
     select s.listing_id, s.published_at from job_search s where ${matches} limit ${tooManyToSort + 1})
   ${page(
     'select * from found order by published_at desc, listing_id desc limit $5 offset $6',
     '$7',
     ', (select count(*)::int from found) as total',
   )}`,
);

/**
 * Many matches: walk from the newest and stop when the page is full. The `case` keeps the terms' index out of it, and
 * the server from guessing that so few match that it had better read everything.
 */
const walk = (start: string) =>
  page(
    `select s.listing_id, s.published_at from job_search s
     where s.market = $1 ${start} and case when s.terms @@ $2::tsquery
       and ($3::bigint is null or s.budget >= $3) and ($4::bigint is null or s.budget <= $4) then true else false end
     order by s.published_at desc, s.listing_id desc limit $5 offset $6`,
    '$7',
  );

export const pageOfMany = sql<ListingCard>('search.page_of_many', walk(''));

/** The same from the newest row that is not in one of the chunks of parameter 8, which have no hits. */
export const pageOfOlder = sql<ListingCard>(
  'search.page_of_older',
  walk(`and s.published_at <= (select greatest(
      (select max(c.newest) from job_search_chunk c where c.market = $1 and c.chunk <> all ($8::int[])),
      (select max(g.published_at) from job_search_change g where g.market = $1 and g.sign = 1)))`),
);

const step = 128;

/**
 * Matches of some chunks and of the changes, sorted: for what is too thin for a walk and too thick to be sorted whole.
 * Sure of a card when no chunk that was left out can hold a newer match. Parameters: 1 to 4 as above, 5 terms and 6 the group of each, 7 groups, 8 chunks to
 * look at, 9 the other chunks with hits, 10 limit, 11 offset, 12 the viewer.
 */
export const pageOfChunks = sql<ListingCard & { is_sure: boolean }>(
  'search.page_of_chunks',
  `with hit as materialized (
     select f.chunk, f.bits & c.live as bits from (${found({ terms: '$5', groups: '$6', size: '$7', chunks: '$8' })}) f
     join job_search_chunk c on c.market = $1 and c.chunk = f.chunk
   ), piece as materialized (
     select chunk, n * ${step} as at, substring(bits from n * ${step} + 1 for ${step}) as bits
     from hit cross join generate_series(0, ${chunkSize / step - 1}) n
     where bit_count(substring(bits from n * ${step} + 1 for ${step})) > 0
   ), numbered as materialized (
     select chunk::bigint * ${chunkSize} + at + n as ordinal from piece cross join generate_series(0, ${step - 1}) n
     where get_bit(bits, n) = 1
     union
     select ordinal from job_search_change where market = $1 and sign = 1 and terms @@ $2::tsquery
   ), found as materialized (
     select j.listing_id, j.published_at from numbered cross join lateral (
       select s.listing_id, s.published_at from job_search s where s.ordinal = numbered.ordinal and ${matches} offset 0) j
   ), bound as (
     select max(newest) as newest from job_search_chunk where market = $1 and chunk = any ($9::int[])
   )
   select c.*, (bound.newest is null or s.published_at > bound.newest) as is_sure
   from (select * from found order by published_at desc, listing_id desc limit $10 offset $11) s cross join bound
   cross join lateral (
     select ${cardColumns('$12')} from listing l ${cardJoins} where l.id = s.listing_id offset 0) c
   order by s.published_at desc, s.listing_id desc`,
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
