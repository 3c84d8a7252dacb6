import { sql } from '../../kernel/context.ts';
import { anyBudget, digitsInSql } from './budget-digits.ts';

/** Ordinals of one row of bits; the columns' type says the same. */
export const chunkSize = 16_384;

const lone = `set_bit(0::bit(${chunkSize}), (ordinal % ${chunkSize})::int, 1)`;
const chunkOf = `(ordinal / ${chunkSize})::int`;

/** Terms that have bits however rare they are: every filter but the skill, which are too many, and the bucket. */
const isFilter = (term: string) => `left(${term}, 2) in ('c:', 'p:', 'l:', 'd:', 'k:')`;

/** The bits that the rows of a query `added` (ordinal, terms, budget) set, as (term, chunk, bits). Parameter: 1 market. */
const bitsOfAdded = `select w.term, ${chunkOf} as chunk, bit_or(${lone}) as bits
  from added cross join lateral unnest(tsvector_to_array(added.terms)) as w (term)
  where ${isFilter('w.term')} or w.term in (select t.term from job_search_term t where t.market = $1)
  group by 1, 2
  union all
  select '${anyBudget}', ${chunkOf}, bit_or(${lone}) from added where budget is not null group by 2
  union all
  select 'g' || place || ':' || v, chunk, bit_or(bits) from digit cross join lateral generate_series(1, digit) v group by 1, 2
  union all
  select 'm' || place || ':' || v, chunk, bit_or(bits)
  from digit cross join lateral generate_series(digit, greatest - 1) v group by 1, 2`;

const digitsOfAdded = `select place, digit, greatest, ${chunkOf} as chunk, bit_or(${lone}) as bits
  from added cross join lateral ${digitsInSql('added.budget')} d group by 1, 2, 3, 4`;

const putBits = `insert into job_search_bits as b (market, term, chunk, bits)
  select $1, term, chunk, bits from (${bitsOfAdded}) x
  on conflict (market, term, chunk) do update set bits = b.bits | excluded.bits`;

/** Takes the right to change bits of a market, or answers nothing while somebody else has it. */
export const lockCounting = sql<{ is_ready: boolean; next_chunk: number; changes_folded: number }>(
  'search.lock_counting',
  'select is_ready, next_chunk, changes_folded from job_search_counting where market = $1 for update skip locked',
);

/** The same, waiting for it. */
export const awaitCounting = sql<{ is_ready: boolean }>(
  'search.await_counting',
  'select is_ready from job_search_counting where market = $1 for update',
);

/** Whoever changes the index now is waited for: from then on every change is written down. */
export const haltIndex = sql<never>('search.halt_index', 'lock table job_search in share row exclusive mode');

export const startCounting = sql<never>(
  'search.start_counting',
  `insert into job_search_counting (market, is_ready, next_chunk, changes_folded) values ($1, false, 0, 0)
   on conflict (market) do update set is_ready = false, next_chunk = 0, changes_folded = 0`,
);

export const dropBits = sql<never>('search.drop_bits', 'delete from job_search_bits where market = $1');
export const dropTerms = sql<never>('search.drop_terms', 'delete from job_search_term where market = $1');
export const dropChunks = sql<never>('search.drop_chunks', 'delete from job_search_chunk where market = $1');

export const chunksOfIndex = sql<{ chunks: number }>(
  'search.chunks',
  `select coalesce(max(ordinal) / ${chunkSize} + 1, 0)::int as chunks from job_search where market = $1`,
);

/**
 * Builds one chunk from the index as it stands, and forgets the changes that are in it by that: one statement, so one
 * moment. Parameters: 1 market, 2 chunk.
 */
export const buildChunk = sql<never>(
  'search.build_chunk',
  `with forgotten as (
     delete from job_search_change
     where market = $1 and ordinal >= $2::bigint * ${chunkSize} and ordinal < ($2::bigint + 1) * ${chunkSize}
   ), added as materialized (
     select ordinal, terms, budget, published_at from job_search
     where market = $1 and ordinal >= $2::bigint * ${chunkSize} and ordinal < ($2::bigint + 1) * ${chunkSize}
   ), digit as materialized (${digitsOfAdded}), put as (${putBits})
   insert into job_search_chunk (market, chunk, live, newest)
   select $1, ${chunkOf}, bit_or(${lone}), max(published_at) from added group by 2`,
);

export const setBuilt = sql<never>(
  'search.set_built',
  'update job_search_counting set next_chunk = $2, is_ready = $3 where market = $1',
);

/** How many changes wait, looking no further than $2. */
export const changesWaiting = sql<{ waiting: number }>(
  'search.changes_waiting',
  'select count(*)::int as waiting from (select from job_search_change where market = $1 limit $2) x',
);

/**
 * Folds the oldest changes into the bits. A row's coming precedes its going, so a batch that has only the going meets a
 * bit that is set: exclusive or is right for both, and for a row that comes and goes within the batch. Bits of terms stay
 * when a row goes; it is not live any more. Parameters: 1 market, 2 limit.
 */
export const foldChanges = sql<{ folded: number }>(
  'search.fold',
  `with taken as materialized (
     delete from job_search_change
     where id in (select id from job_search_change where market = $1 order by id limit $2)
     returning ordinal, sign, terms, budget, published_at
   ), added as materialized (select * from taken where sign = 1),
   digit as materialized (${digitsOfAdded}), put as (${putBits}),
   turned as (
     insert into job_search_chunk as c (market, chunk, live, newest)
     select $1, ${chunkOf}, bit_xor(${lone}), max(published_at) from taken group by 2
     on conflict (market, chunk) do update
       set live = c.live # excluded.live, newest = greatest(c.newest, excluded.newest)
   ), counted as (select count(*)::int as n from taken), noted as (
     update job_search_counting set changes_folded = changes_folded + (select n from counted) where market = $1
   )
   select n as folded from counted`,
);

/**
 * Words and skills without bits that about $3 listings have or more, judged by $2 percent of the pages; those of most
 * listings first, at most $4. Parameter: 1 market.
 */
export const frequentTerms = (percent: number) =>
  sql<{ term: string; listings: number }>(
    `search.frequent_terms_${percent}`,
    `select s.word as term, (s.ndoc * (100.0 / ${percent}))::int as listings
     from ts_stat($stat$select terms from job_search tablesample system (${percent}) repeatable (7)$stat$) s
     where s.ndoc * (100.0 / ${percent}) >= $2 and left(s.word, 2) in ('w:', 's:')
       and s.word not in (select term from job_search_term where market = $1)
     order by s.ndoc desc, s.word limit $3`,
  );

export const addTerms = sql<never>(
  'search.add_terms',
  `insert into job_search_term (market, term) select $1, term from unnest($2::text[]) as t (term) on conflict do nothing`,
);

/** Bits of a term that had none, of every row that is live for the bits: those of the index, and those that have just gone. */
export const growTerm = sql<never>(
  'search.grow_term',
  `insert into job_search_bits (market, term, chunk, bits)
   select $1, $2, ${chunkOf}, bit_or(${lone}) from (
     select ordinal from job_search where market = $1 and terms @@ $3::tsquery
     union all
     select ordinal from job_search_change where market = $1 and terms @@ $3::tsquery
   ) x group by 3`,
);

/** Terms that fewer than $2 listings have left lose their bits. */
export const shrinkTerms = sql<{ term: string }>(
  'search.shrink_terms',
  `with thin as materialized (
     select t.term from job_search_term t
     left join job_search_bits b on b.market = t.market and b.term = t.term
     left join job_search_chunk c on c.market = b.market and c.chunk = b.chunk
     where t.market = $1
     group by 1 having coalesce(sum(bit_count(b.bits & c.live)), 0) < $2
   ), forgotten as (
     delete from job_search_bits b using thin where b.market = $1 and b.term = thin.term
   )
   delete from job_search_term t using thin where t.market = $1 and t.term = thin.term returning t.term`,
);

export const setCensus = sql<never>(
  'search.set_census',
  'update job_search_counting set changes_folded = 0 where market = $1',
);

/** Chunks in which nobody is live any more go, with their bits; a change that is still to come would make them anew. */
export const dropDeadChunks = sql<never>(
  'search.drop_dead_chunks',
  `with dead as materialized (
     select chunk from job_search_chunk c where market = $1 and bit_count(live) = 0
       and not exists (select from job_search_change g where g.market = $1 and g.ordinal / ${chunkSize} = c.chunk)
   ), forgotten as (
     delete from job_search_bits b using dead where b.market = $1 and b.chunk = dead.chunk
   )
   delete from job_search_chunk c using dead where c.market = $1 and c.chunk = dead.chunk`,
);

/** Rows in chunks that are nearly dead move to the newest, so that old chunks come to die. Parameters: 1 market, 2 limit. */
export const moveStragglers = sql<never>(
  'search.move_stragglers',
  `update job_search s set ordinal = nextval('job_search_ordinal_seq')
   where s.listing_id in (
     select j.listing_id from job_search_chunk c
     join job_search j on j.market = $1 and j.ordinal >= c.chunk::bigint * ${chunkSize}
       and j.ordinal < (c.chunk::bigint + 1) * ${chunkSize}
     where c.market = $1 and bit_count(c.live) between 1 and ${chunkSize / 8}
       and c.chunk < (select max(chunk) from job_search_chunk where market = $1)
     limit $2 for update of j skip locked)`,
);

export const marketsOfIndex = sql<{ market: string }>(
  'search.markets',
  'select distinct market from job_search_size order by market',
);

/** Terms that have bits and can be asked of the index too; none while the market is not counted by them. */
export const bitTermsOfMarket = sql<{ term: string }>(
  'search.bit_terms',
  `select t.term from (
     select term from job_search_term where market = $1
     union
     select distinct term from job_search_bits where market = $1 and ${isFilter('term')}
   ) t where exists (select from job_search_counting where market = $1 and is_ready) order by t.term`,
);

/** Words and skills that have bits; none while the market is not counted by them. */
export const wordsWithBits = sql<{ term: string }>(
  'search.words_with_bits',
  `select term from job_search_term where market = $1
     and exists (select from job_search_counting where market = $1 and is_ready)`,
);

/** Some rows of the index, others each time. Parameters: 1 market, 2 how many. */
export const sampleOfIndex = sql<{ terms: string[]; budget: bigint | null }>(
  'search.sample',
  `select tsvector_to_array(s.terms) as terms, s.budget
   from (select min(ordinal) as first, max(ordinal) as last from job_search where market = $1) r
   cross join generate_series(1, $2::int) n
   cross join lateral (select r.first + floor(random() * (r.last - r.first + 1) + n * 0)::bigint as ordinal offset 0) p
   cross join lateral (
     select s.terms, s.budget from job_search s where s.market = $1 and s.ordinal >= p.ordinal
     order by s.market, s.ordinal limit 1) s`,
);
