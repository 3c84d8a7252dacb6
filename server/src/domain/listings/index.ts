export { cardColumns, cardJoins, type ListingCard, type ListingStanding, type OwnListing } from './cards.sql.ts';
export { isClientsLook, isOwnListing, listingDetail, noteClientsLook } from './detail.ts';
export type { ListingDetail } from './detail.sql.ts';
export { editListing } from './edit-listing.ts';
export {
  addFavorite,
  favoriteFreelancers,
  favoriteListings,
  removeFavorite,
} from './favorites.ts';
export type { FavoriteFreelancer, FavoriteListing } from './favorites.sql.ts';
export { findListing, listingsByIds, listingStandings, lockListing } from './find.ts';
export type { ListingCatalog, ListingInput } from './input.ts';
export { listingLifecycle, type ListingMove, type ListingState } from './lifecycle.ts';
export type { Level, ListingRow, PayKind } from './listings.sql.ts';
export { moveListing, removeDraft } from './move-listing.ts';
export { listingCards, livingStates, ownListings, ownListingTitles } from './own.ts';
export { postListing } from './post-listing.ts';
export { budgetTerms, type Filters, filterTerms, wordTerm } from './terms.ts';
export { indexWords, queryWords, warmUpWords } from './words.ts';
