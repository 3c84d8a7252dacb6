import { Button, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { call } from '../api/client.ts';
import { type Me, type Permission, renewSession, useMay, useSession } from '../api/session.ts';
import { language, m, speak } from '../messages/index.ts';
import { Gate } from '../pages/account/gate.tsx';
import { SetUp } from '../pages/account/set-up.tsx';
import { SignIn } from '../pages/account/sign-in.tsx';
import { Failed, Loading } from '../ui/states.tsx';
import { type Market, markets, useMarket } from './market.ts';

/** The console around its pages; whoever is not signed in, or owes something first, sees that instead. */
export function Shell() {
  const { me, isError, error, refetch } = useSession();
  if (me === null) return <SignIn />;
  if (me === undefined) {
    return (
      <Gate title={m.app.name}>{isError ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />}</Gate>
    );
  }
  if (me.owes !== null) return <SetUp owes={me.owes} />;
  return <Inside me={me} />;
}

function Inside({ me }: { me: Me }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {m.nav.skip}
      </a>
      <header className="side">
        <div className="side-inner">
          <div className="brand">
            <Link to="/">{m.app.name}</Link>
            <Button className="menu-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {m.nav.menu}
            </Button>
          </div>
          <Navigation isOpen={isOpen} onGo={() => setOpen(false)} />
        </div>
      </header>
      <div>
        <section className="top" aria-label={m.nav.tools}>
          <MarketChoice />
          <span className="grow" />
          <Button
            type="text"
            lang={language === 'en' ? 'zh-CN' : 'en'}
            onClick={() => speak(language === 'en' ? 'zh' : 'en')}
          >
            {m.nav.language}
          </Button>
          <Link to="/account">
            {me.shown_name} · {m.words.role[me.role]}
          </Link>
          <Button onClick={() => void call('session_close', {}).finally(() => void renewSession())}>
            {m.nav.signOut}
          </Button>
        </section>
        <main id="main" className="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}

/** Goes to the same page of another market; a record belongs to one market, so its list is gone to. */
function MarketChoice() {
  const { market: named } = useParams();
  const { pathname } = useLocation();
  const market = useMarket();
  const navigate = useNavigate();
  if (named === undefined || pathname.startsWith('/decisions')) return null;
  const part = pathname.split('/')[3] ?? 'overview';
  return (
    <Segmented<Market>
      aria-label={m.common.market}
      value={market}
      options={markets.map((one) => ({ value: one, label: m.words.market[one] }))}
      onChange={(wanted) => void navigate(`/m/${wanted}/${part}`)}
    />
  );
}

function Navigation({ isOpen, onGo }: { isOpen: boolean; onGo: () => void }) {
  const market = useMarket();
  const may = useMay();
  const to = (part: string, label: string, needs?: Permission) =>
    needs === undefined || may(needs) ? (
      <li key={part}>
        <NavLink to={part} end={part === '/'} onClick={onGo}>
          {label}
        </NavLink>
      </li>
    ) : null;
  const of = (part: string) => `/m/${market}/${part}`;
  return (
    <nav className={isOpen ? 'nav open' : 'nav'} aria-label={m.nav.main}>
      <Group title={m.nav.groups.work}>
        {to('/', m.nav.queue)}
        {to(of('overview'), m.nav.overview)}
        {to(of('users'), m.nav.users)}
        {to(of('feedback'), m.nav.feedback)}
      </Group>
      <Group title={m.nav.groups.money}>
        {to(of('payouts'), m.nav.payouts)}
        {to(of('ledger'), m.nav.ledger)}
        {to(of('reconciliation'), m.nav.reconciliation)}
      </Group>
      <Group title={m.nav.groups.market}>
        {to(of('settings'), m.nav.settings)}
        {to(of('apps'), m.nav.apps)}
        {to('/catalogue', m.nav.catalogue)}
        {to('/channels', m.nav.channels)}
      </Group>
      <Group title={m.nav.groups.house}>
        {to(of('tasks'), m.nav.tasks)}
        {to(of('outbox'), m.nav.outbox, 'outbox.read')}
        {to('/operators', m.nav.operators, 'operators.change')}
        {to('/audit', m.nav.audit)}
      </Group>
    </nav>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <p className="nav-title">{title}</p>
      <ul>{children}</ul>
    </div>
  );
}
