import { sql } from '../../kernel/context.ts';

export interface ReviewRow {
  id: bigint;
  user_id: bigint;
  name: string;
  /** The number, sealed, until it is decided. */
  number_cipher: string | null;
  number_hash: string | null;
  shown: string;
  submitted_at: Date;
  decided_at: Date | null;
  is_accepted: boolean | null;
  reason: string;
}

const columns = `id, user_id, name, number_cipher, number_hash, shown, submitted_at, decided_at, is_accepted, reason`;

export const insertReview = sql<never>(
  'verification.insert_review',
  `insert into identity_review (market, user_id, name, number_cipher, number_hash, shown, front_file_id, back_file_id,
     submitted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export const latestReview = sql<ReviewRow>(
  'verification.latest_review',
  `select ${columns} from identity_review where user_id = $1 order by id desc limit 1`,
);

export const lockReview = sql<ReviewRow>(
  'verification.lock_review',
  `select ${columns} from identity_review where market = $1 and id = $2 for update`,
);

export const decideReview = sql<never>(
  'verification.decide_review',
  `update identity_review set is_accepted = $2, reason = $3, decided_at = $4, number_cipher = null, number_hash = null
   where id = $1`,
);

export const waitingReviewRows = sql<ReviewRow>(
  'verification.waiting_reviews',
  `select ${columns} from identity_review where market = $1 and decided_at is null order by id limit 100`,
);
