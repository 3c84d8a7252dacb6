import { followListingTask } from '../domain/proposals/index.ts';

/** Who hears what: the tasks that each event starts. */
export const listeners: Readonly<Record<string, readonly string[]>> = {
  'topup.credited': ['contract.pay_after_top_up'],
  'listing.published': [followListingTask],
  'listing.hidden': [followListingTask],
  'listing.closed': [followListingTask],
};
