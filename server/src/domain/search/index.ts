export type { FreelancerQuestion, RateBand } from './freelancer-terms.ts';
export { freelancerEvents, freelancerTasks, refreshFreelancerTask, searchFreelancers } from './freelancers.ts';
export type { FreelancerCard } from './freelancers.sql.ts';
export type { Question } from './question.ts';
export { type Recommended, recommendForCaller, recommendForListing, recommendLike } from './recommend.ts';
export { countListings, newestListings, searchListings } from './search.ts';
export { type NewSubscription, ownSubscriptions, subscribe, subscriptionTasks, unsubscribe } from './subscriptions.ts';
export type { SubscriptionRow } from './subscriptions.sql.ts';
