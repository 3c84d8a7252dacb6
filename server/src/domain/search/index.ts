export type { Question } from './question.ts';
export { countListings, newestListings, searchListings } from './search.ts';
