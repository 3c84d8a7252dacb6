import { sql } from '../../kernel/context.ts';
import type { ListingState } from './lifecycle.ts';

export type PayKind = 'hourly' | 'fixed';
export type Level = 'entry' | 'middle' | 'expert';

/** A listing as it is stored. */
export interface ListingRow {
  id: bigint;
  uid: string;
  party_id: bigint;
  state: ListingState;
  title: string;
  /** HTML of the allow-list of rich-text.ts. */
  description: string;
  /** The first 100 characters of the description's text. */
  summary: string;
  category_id: number;
  hires: number;
  pay_kind: PayKind;
  level: Level;
  /** 1 over six months … 5 under a week. */
  duration: number | null;
  /** 1 over 30 hours a week, 2 under, 3 not known. */
  workload: number | null;
  /** Fen. */
  budget: bigint | null;
  stage: string | null;
  apis: string[];
  platforms: string[];
  frameworks: string[];
  languages: string[];
  skills: string[];
  file_id: bigint | null;
  created_at: Date;
  updated_at: Date;
  published_at: Date | null;
}

export const listingColumns = `l.id, l.uid, l.party_id, l.state, l.title, l.description, l.summary, l.category_id, l.hires,
  l.pay_kind, l.level, l.duration, l.workload, l.budget, l.stage, l.apis, l.platforms, l.frameworks, l.languages,
  l.skills, l.file_id, l.created_at, l.updated_at, l.published_at`;

export const listingByUid = sql<ListingRow>(
  'listings.by_uid',
  `select ${listingColumns} from listing l where l.uid = $1 and l.market = $2 and l.state <> 'removed'`,
);

export const listingsById = sql<ListingRow>(
  'listings.by_ids',
  `select ${listingColumns} from listing l where l.id = any ($1::bigint[]) and l.market = $2`,
);

export const listingForUpdate = sql<ListingRow>(
  'listings.lock',
  `select ${listingColumns} from listing l where l.id = $1 and l.market = $2 for no key update`,
);

/** The caller's own listing, kept from changing until the unit of work ends. */
export const ownListingForUpdate = sql<ListingRow>(
  'listings.lock_own',
  `select ${listingColumns} from listing l
   where l.uid = $1 and l.market = $2 and l.party_id = $3 and l.state <> 'removed' for no key update`,
);

/**
 * Stores a listing and, when it is open, what it is found by, in one statement. No row: the client has one of this
 * title. $23 is null for listings that are not open.
 */
export const insertListing = sql<{ id: bigint }>(
  'listings.insert',
  `with added as (
     insert into listing (market, uid, party_id, state, title, description, summary, category_id, hires, pay_kind, level,
       duration, workload, budget, stage, apis, platforms, frameworks, languages, skills, created_at, updated_at,
       published_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::text[], $17::text[], $18::text[],
       $19::text[], $20::text[], $21, $21, $22)
     on conflict (party_id, title) where state <> 'removed' do nothing
     returning id, market, published_at, budget
   ), found_by as (
     insert into job_search (listing_id, market, published_at, budget, terms)
     select id, market, published_at, budget, array_to_tsvector($23::text[]) from added where $23::text[] is not null
   )
   select id from added`,
);

export const setListing = sql<never>(
  'listings.set',
  `update listing set title = $2, description = $3, summary = $4, category_id = $5, hires = $6, level = $7,
     duration = $8, workload = $9, budget = $10, stage = $11, apis = $12, platforms = $13, frameworks = $14,
     languages = $15, skills = $16, updated_at = $17
   where id = $1`,
);

export const setListingFile = sql<never>('listings.set_file', 'update listing set file_id = $2 where id = $1');

export const setListingState = sql<never>(
  'listings.set_state',
  `with moved as (
     update listing set state = $2, updated_at = $3,
       published_at = case when $2 = 'open' then coalesce(published_at, $3) else published_at end
     where id = $1
   )
   insert into listing_move (listing_id, move, from_state, to_state, by_role, at) values ($1, $4, $5, $2, $6, $3)`,
);

export const deleteDraft = sql<{ id: bigint }>(
  'listings.delete_draft',
  `delete from listing where id = $1 and state = 'draft' returning id`,
);

export const putSearch = sql<never>(
  'listings.put_search',
  `insert into job_search (listing_id, market, published_at, budget, terms)
   values ($1, $2, $3, $4, array_to_tsvector($5::text[]))
   on conflict (listing_id) do update set budget = excluded.budget, terms = excluded.terms`,
);

export const dropSearch = sql<never>('listings.drop_search', 'delete from job_search where listing_id = $1');

export const setViewed = sql<never>(
  'listings.set_viewed',
  `update listing set viewed_by_client_at = $2 where id = $1 and (viewed_by_client_at is null or viewed_by_client_at < $3)`,
);
