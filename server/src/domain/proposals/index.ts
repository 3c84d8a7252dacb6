export { followListing, followListingTask, proposalTasks } from './freeze.ts';
export { ensureThread, findProposalForHire, markHired, type ThreadOf, threadOfProposal } from './hire.ts';
export {
  bidLifecycle,
  invitationLifecycle,
  type ProposalKind,
  type ProposalMove,
  type ProposalState,
} from './lifecycle.ts';
export type { ClientList, FreelancerList } from './lists.sql.ts';
export { type MoveRequest, moveProposal, type ProposalRequest, requestsFor } from './move.ts';
export { bid, invite, type NewBid, type NewInvitation } from './offer.ts';
export type { ContractBriefRow, ListingCountsRow, ProposalRow } from './proposals.sql.ts';
export { type PutAside, setClientArchived } from './put-aside.ts';
export {
  listProposals,
  proposalCounts,
  type ProposalPage,
  type ProposalQuery,
  type ProposalView,
  readProposal,
} from './read.ts';
export type { ReasonCatalog } from './reasons.ts';
export { listProposalMessages, sendProposalMessage, type Subject } from './talk.ts';
