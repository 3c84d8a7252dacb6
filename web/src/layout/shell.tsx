import { lazy, Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { useLive } from '../api/live.ts';
import { type Side, useSide } from '../api/session.ts';
import { useIsSignedIn } from '../api/who.ts';
import { m } from '../messages/index.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Toasts } from '../ui/toast.tsx';
import { Footer } from './footer.tsx';

// Only who is signed in needs the menu and what it is made of.
const Account = lazy(async () => ({ default: (await import('./account.tsx')).Account }));

interface Way {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
}

const waysOf = (side: Side | undefined): readonly Way[] => {
  const jobs: Way = { to: '/jobs', label: m.nav.jobs, icon: 'search' };
  const people: Way = { to: '/freelancers', label: m.nav.people, icon: 'person' };
  if (side === undefined) return [jobs, people, { to: '/help', label: m.nav.help, icon: 'shield' }];
  const contracts: Way = { to: '/contracts', label: m.nav.contracts, icon: 'file' };
  const messages: Way = { to: '/messages', label: m.nav.messages, icon: 'chat' };
  return side === 'client'
    ? [{ to: '/my/jobs', label: m.nav.myJobs, icon: 'edit' }, people, contracts, messages]
    : [jobs, { to: '/proposals', label: m.nav.proposals, icon: 'send' }, contracts, messages];
};

/** Everything around a page: the way to the others, the person, and word of what has happened. */
export function Shell() {
  const isIn = useIsSignedIn();
  const side = useSide();
  useLive(isIn);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:start-4 focus:top-3 focus:z-50 focus:rounded-lg focus:bg-card focus:px-4 focus:py-2"
      >
        {m.nav.skip}
      </a>
      <Progress />
      <Header side={side} />
      <Main />
      <Footer />
      {side && <PhoneBar ways={waysOf(side)} />}
      <Toasts />
      <ScrollRestoration />
    </div>
  );
}

function Header({ side }: { side: Side | undefined }) {
  return (
    <header className="sticky top-0 z-40 border-b border-line bg-card">
      <div className="mx-auto flex h-14 w-full max-w-page items-center gap-1 px-4">
        <Link to="/" className="me-3 flex items-center gap-2 rounded-lg text-lg font-semibold">
          <img src="/app/icon.svg" alt="" width={26} height={26} />
          {m.app.name}
        </Link>
        <nav aria-label={m.nav.main} className={`${side ? 'hidden sm:flex' : 'flex'} min-w-0 gap-1 overflow-x-auto`}>
          {waysOf(side).map((way) => (
            <NavLink
              key={way.to}
              to={way.to}
              className={({ isActive }) =>
                `rounded-lg px-2.5 py-2 whitespace-nowrap hover:bg-sunk ${isActive ? 'font-medium text-accent' : ''} ${way.to === '/help' ? 'max-sm:hidden' : ''}`
              }
            >
              {way.label}
            </NavLink>
          ))}
        </nav>
        <div className="ms-auto flex items-center gap-1">
          {side ? (
            <Suspense fallback={<div className="h-10 w-24" />}>
              <Account side={side} />
            </Suspense>
          ) : (
            <>
              <span className="max-sm:hidden">
                <ButtonLink kind="quiet" to="/sign-in">
                  {m.nav.signIn}
                </ButtonLink>
              </span>
              <span className="sm:hidden">
                <ButtonLink kind="quiet" size="small" to="/sign-in">
                  {m.nav.signIn}
                </ButtonLink>
              </span>
              <span className="max-sm:hidden">
                <ButtonLink kind="primary" to="/sign-up">
                  {m.nav.signUp}
                </ButtonLink>
              </span>
            </>
          )}
        </div>
      </div>
    </header>
  );
}

/** The ways at the bottom of a phone, under the thumb. */
function PhoneBar({ ways }: { ways: readonly Way[] }) {
  return (
    <nav
      aria-label={m.nav.main}
      className="sticky bottom-0 z-30 grid grid-cols-4 border-t border-line bg-card pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {ways.map((way) => (
        <NavLink
          key={way.to}
          to={way.to}
          className={({ isActive }) =>
            `grid justify-items-center gap-0.5 py-2 text-xs ${isActive ? 'text-accent' : 'text-muted'}`
          }
        >
          <Icon name={way.icon} size={20} />
          {way.label}
        </NavLink>
      ))}
    </nav>
  );
}

/** The page. After a move to another one the focus begins there, as it would after a load. */
function Main() {
  const ref = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else ref.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <main id="main" ref={ref} tabIndex={-1} className="flex-1 outline-none">
      <Outlet />
    </main>
  );
}

/** A thin line while the next page is fetched. */
function Progress() {
  const { state } = useNavigation();
  if (state === 'idle') return null;
  return (
    <div
      role="progressbar"
      aria-label={m.common.loading}
      className="fixed inset-x-0 top-0 z-50 h-0.5 animate-pulse bg-accent"
    />
  );
}
