/** Hears from the server that something has changed, and asks again for what shows it. */
import { useEffect } from 'react';
import { base, type OperationId } from './client.ts';
import { queries, refresh } from './query.ts';

/** The answers that each kind of change makes old. */
const shows: Readonly<Record<string, readonly OperationId[]>> = {
  message: ['proposal_msg_list', 'proposal_list', 'notify_list'],
  notice: ['notify_list', 'margin_basic', 'margin_record', 'withdraw_account', 'profile_get'],
  contract: [
    'contract_list',
    'contract_history',
    'milestone_list',
    'milestone_pay',
    'contract_weekstone_list',
    'get_weekstone_pay',
    'get_weekstoneshot',
    'get_weekstone_time',
    'get_pay_order',
    'margin_basic',
    'margin_record',
    'proposal_list',
    'jobs_proposal',
    'jobs_one',
  ],
  proposal: ['proposal_list', 'proposal_msg_list', 'jobs_proposal', 'jobs_one'],
};

/** Where changes cannot be heard, lists are looked at again so often. */
const fallbackMs = 60_000;

export function useLive(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return undefined;
    const source = new EventSource(`${base}/api/events`);
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const { kind } = JSON.parse(data) as { kind: string };
      const ids = shows[kind];
      void (ids ? refresh(ids) : queries.invalidateQueries());
    });
    const timer = setInterval(() => {
      if (source.readyState !== EventSource.OPEN) void refresh(Object.values(shows).flat());
    }, fallbackMs);
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, [isSignedIn]);
}
