import { sql } from '../../kernel/context.ts';

export interface Marks {
  exchange: number;
  cooper: number;
  quality: number;
  skill: number;
  punctual?: number | undefined;
  avail?: number | undefined;
  deliver?: number | undefined;
}

export interface ReviewRow {
  id: bigint;
  contract_id: bigint;
  author_role: 'client' | 'freelancer';
  marks: Marks;
  average: string;
  score: number;
  content: string;
  created_at: Date;
}

export const insertReview = sql<{ id: bigint }>(
  'reviews.insert',
  `insert into review (contract_id, author_party_id, about_party_id, author_role, marks, average, score, question_id, content, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (contract_id, author_role) do nothing returning id`,
);

export const reviewsOfContracts = sql<ReviewRow>(
  'reviews.of_contracts',
  `select id, contract_id, author_role, marks, average, score, content, created_at from review where contract_id = any ($1::bigint[])`,
);

/** The average of a party's reviews, to one decimal, rounded down. */
export const refreshRating = sql<never>(
  'reviews.refresh_rating',
  `insert into party_rating (party_id, reviews, average)
   select about_party_id, count(*), trunc(avg(average), 1) from review where about_party_id = $1 group by about_party_id
   on conflict (party_id) do update set reviews = excluded.reviews, average = excluded.average`,
);

export const ratingsOf = sql<{ party_id: bigint; reviews: number; average: string }>(
  'reviews.ratings_of',
  'select party_id, reviews, average from party_rating where party_id = any ($1::bigint[])',
);
