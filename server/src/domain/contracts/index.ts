export {
  findContract,
  lockContract,
  mayOpenNextWeek,
  type Reasons,
  sideOf,
  slotMinutes,
  slotMs,
  slotsPerHour,
} from './contract.ts';
export { contractProofs, type ContractFilter, type ContractRow, type MoveRow } from './contracts.sql.ts';
export { hiredFreelancerNames, hiredFreelancers, workHistory } from './history.ts';
export type { HiredRow, WorkRow } from './history.sql.ts';
export {
  contractLifecycle,
  type ContractState,
  milestoneLifecycle,
  type MilestoneState,
  weekLifecycle,
  type WeekState,
} from './lifecycle.ts';
export type { MilestoneRow, SubmissionRow } from './milestones.sql.ts';
export { earnedBy, heldInEscrow } from './money.ts';
export { acceptOffer, refuseOffer, revokeOffer } from './operations/answer-offer.ts';
export { findContractOrder, type NewBonus, orderBonus, orderToPay } from './operations/bonus.ts';
export { makeOffer, type NewMilestone, type Offer, type Terms } from './operations/make-offer.ts';
export { addMilestones, sendBackMilestone, settleMilestone, submitMilestone } from './operations/milestones.ts';
export { payOrder } from './operations/pay-order.ts';
export { finishContract, pauseContract, resumeContract } from './operations/run-contract.ts';
export { auditWeek, countWeekSlots, lockWeekForHours, openNextWeek } from './operations/weeks.ts';
export { contractTitles, historyOf, listContracts, milestonesOf, stagesOf, submissionsFor, weeksOf } from './read.ts';
export { contractTasks } from './tasks.ts';
export { reviewDeadline, type Turn, turnOf } from './turn.ts';
export type { WeekRow } from './weeks.sql.ts';
export { contractsInDispute, settleDispute } from './operations/settle-dispute.ts';
