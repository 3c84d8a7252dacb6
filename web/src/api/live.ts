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

/** Where changes cannot be heard, lists are looked at again so often. */
const fallbackMs = 60_000;
/** As long as the question for a stream may be on its way: what changes meanwhile is not to be missed, and is heard twice at worst. */
const onTheWayMs = 5_000;
/** A stream that was refused is asked for again so often: the browser does not come back by itself after an answer that is none. */
const againMs = 5_000;

const ask = (kind: string) => void refresh(shows[kind] ?? 'all');

/**
 * Calls `onChange` for each change. One page of a browser hears for all of them and passes it on: a browser keeps few
 * connections to a server, and each stream holds one for good. Where pages cannot agree on who hears (a server without
 * HTTPS), each hears for itself. Answers how to stop.
 */
function hear(onChange: (kind: string) => void): () => void {
  const others = new BroadcastChannel(`live:${base}`);
  const ended = new AbortController();
  let heardAt = 0;

  const open = () => {
    // Brings first what has changed since this page was opened, or has last heard; the server counts back from when it is asked.
    const sinceMs = Math.ceil(performance.now() - heardAt) + onTheWayMs;
    const source = new EventSource(`${base}/api/events?since_ms=${sinceMs}`);
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      heardAt = performance.now();
      const { kind } = JSON.parse(data) as { kind: string };
      onChange(kind);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only.
      others.postMessage(kind);
    });
    return source;
  };
  const listen = () =>
    new Promise<void>((resolve) => {
      let source = open();
      const again = setInterval(() => {
        if (source.readyState === EventSource.CLOSED) source = open();
      }, againMs);
      const timer = setInterval(() => {
        if (source.readyState === EventSource.OPEN) return;
        for (const kind of Object.keys(shows)) {
          onChange(kind);
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- as above.
          others.postMessage(kind);
        }
      }, fallbackMs);
      ended.signal.addEventListener('abort', () => {
        source.close();
        clearInterval(again);
        clearInterval(timer);
        resolve();
      });
    });

  others.addEventListener('message', ({ data }: MessageEvent<string>) => {
    heardAt = performance.now();
    onChange(data);
  });
  // Whoever holds the lock hears; it passes on when its page is closed.
  if ('locks' in navigator)
    navigator.locks.request(`live:${base}`, { signal: ended.signal }, listen).catch(() => undefined);
  else void listen();
  return () => {
    ended.abort();
    others.close();
  };
}

export function useLive(isSignedIn: boolean): void {
  useEffect(() => (isSignedIn ? hear(ask) : undefined), [isSignedIn]);
}
