/** Whether somebody is signed in, as the browser knows it: the readable cookie of the session tells, without asking. */
import { useSyncExternalStore } from 'react';
import { cookie } from './client.ts';

const heard = new Set<() => void>();
const isSignedIn = () => cookie('_xsrf') !== undefined;

/** Lets everything that shows who is signed in look again. */
export function tellWho(): void {
  for (const listener of heard) listener();
}

export function useIsSignedIn(): boolean {
  return useSyncExternalStore((listener) => {
    heard.add(listener);
    return () => heard.delete(listener);
  }, isSignedIn);
}

/** The session is over, whatever the cookies say. */
export function forgetSession(): void {
  for (const name of ['_xsrf', 'cuid']) document.cookie = `${name}=; path=/; max-age=0`;
  tellWho();
}
