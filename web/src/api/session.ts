/** Who is signed in, and which side they act for. */
import { cookie } from './client.ts';
import { queries, useAnswer } from './query.ts';
import { tellWho, useIsSignedIn } from './who.ts';

/** After signing in or out, or changing sides: nothing that was read before is shown to the next. */
export async function renewSession(): Promise<void> {
  queries.removeQueries({ type: 'inactive' });
  tellWho();
  await queries.resetQueries();
}

export type Side = 'client' | 'freelancer';

/** Who one is; undefined while it is asked, and for strangers. */
export function useMe() {
  const isIn = useIsSignedIn();
  const { data } = useAnswer('role_get', {}, { enabled: isIn, staleMs: 300_000 });
  if (!isIn || !data) return undefined;
  return { ...data, side: data.role === 'c' ? ('client' as const) : ('freelancer' as const) };
}

/** The side one acts for, from the cookie until the server has said it. */
export function useSide(): Side | undefined {
  const me = useMe();
  const isIn = useIsSignedIn();
  if (me) return me.side;
  if (!isIn) return undefined;
  return cookie('cuid') === 'c' ? 'client' : 'freelancer';
}
