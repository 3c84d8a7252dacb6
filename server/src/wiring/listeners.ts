import { noticeListeners } from '../domain/notifications/index.ts';
import { followListingTask } from '../domain/proposals/index.ts';
import { followWithdrawalTask } from '../domain/withdrawals/index.ts';
import { freelancerEvents, refreshFreelancerTask } from '../domain/search/index.ts';

/** What an event starts, beside the notices of it. */
const following: Readonly<Record<string, readonly string[]>> = {
  'topup.pays_milestones': ['contract.pay_after_top_up'],
  'topup.pays_week': ['contract.pay_after_top_up'],
  'topup.pays_bonus': ['contract.pay_after_top_up'],
  'topup.pays_gig': ['gig.pay_after_top_up'],
  'topup.pays_consultation': ['consultation.pay_after_top_up'],
  'payout.approved': [followWithdrawalTask],
  'payout.failed': [followWithdrawalTask],
  'payout.returned': [followWithdrawalTask],
  'listing.reopened': [followListingTask],
  'listing.hidden': [followListingTask],
  'listing.closed': [followListingTask],
};

/** Who hears what: the tasks that each event starts. */
export const listeners: Readonly<Record<string, readonly string[]>> = joined([
  ...Object.entries(following),
  ...Object.entries(noticeListeners).map(([event, task]) => [event, [task]] as const),
  ...freelancerEvents.map((event) => [event, [refreshFreelancerTask]] as const),
]);

function joined(heard: readonly (readonly [event: string, tasks: readonly string[]])[]) {
  const tasksOf = new Map<string, string[]>();
  for (const [event, tasks] of heard) tasksOf.set(event, [...(tasksOf.get(event) ?? []), ...tasks]);
  return Object.fromEntries(tasksOf);
}
