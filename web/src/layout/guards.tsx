import { Navigate, Outlet, useLocation } from 'react-router';
import { type Side, useSide } from '../api/session.ts';
import { useIsSignedIn } from '../api/who.ts';
import { m } from '../messages/index.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/states.tsx';
import { Page } from './page.tsx';

/** Pages for those who are signed in; others are asked to, and brought back. */
export function SignedIn() {
  const isIn = useIsSignedIn();
  const { pathname, search } = useLocation();
  if (isIn) return <Outlet />;
  return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
}

/** Pages of one side; who acts for the other is told how to change. */
export function ForSide({ side }: { side: Side }) {
  const current = useSide();
  if (current === side || current === undefined) return <Outlet />;
  return (
    <Page title={m.side.otherTitle[side]}>
      <Empty
        title={m.side.otherTitle[side]}
        action={
          <ButtonLink kind="primary" to="/settings/sides">
            {m.side.change}
          </ButtonLink>
        }
      >
        {m.side.otherText[side]}
      </Empty>
    </Page>
  );
}
