export type { Marks, ReviewRow } from './reviews.sql.ts';
export { type NewReview, ratingsFor, reviewsFor, writeReview } from './reviews.ts';
