/** Hears from the server that something has changed, and asks again for what shows it. */
import { useEffect } from 'react';
import { base, type OperationId } from './client.ts';
import { refresh } from './query.ts';

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

/** Where changes cannot be heard, lists are looked at again so often, and the stream is opened anew. */
const fallbackMs = 60_000;

/** The stream, which brings first what has changed since this page was opened, or since it was last heard from. */
function openStream(heardAt: number, onHeard: () => void): EventSource {
  const sinceMs = Math.ceil(performance.now() - heardAt);
  const source = new EventSource(`${base}/api/events?since_ms=${sinceMs}`);
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    onHeard();
    const { kind } = JSON.parse(data) as { kind: string };
    void refresh(shows[kind] ?? 'all');
  });
  return source;
}

export function useLive(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return undefined;
    let heardAt = 0;
    const open = () =>
      openStream(heardAt, () => {
        heardAt = performance.now();
      });
    let source = open();
    const timer = setInterval(() => {
      if (source.readyState === EventSource.OPEN) return;
      void refresh(Object.values(shows).flat());
      // After an answer that is no stream, of a proxy that reaches nobody, the browser does not come back by itself.
      if (source.readyState === EventSource.CLOSED) source = open();
    }, fallbackMs);
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, [isSignedIn]);
}
