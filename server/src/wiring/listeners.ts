import { noticeListeners } from '../domain/notifications/index.ts';
import { followListingTask } from '../domain/proposals/index.ts';

/** What an event starts, beside the notices of it. */
const following: Readonly<Record<string, readonly string[]>> = {
  'topup.credited': ['contract.pay_after_top_up'],
  'listing.published': [followListingTask],
  'listing.hidden': [followListingTask],
  'listing.closed': [followListingTask],
};

/** Who hears what: the tasks that each event starts. */
export const listeners: Readonly<Record<string, readonly string[]>> = withNotices(following);

function withNotices(others: typeof following): typeof following {
  const heard = new Map(Object.entries(others));
  for (const [event, task] of Object.entries(noticeListeners)) heard.set(event, [...(heard.get(event) ?? []), task]);
  return Object.fromEntries(heard);
}
