import { Link } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { type Side, useMe, useSide } from '../../api/session.ts';
import { money } from '../../format.ts';
import { Page, WithSide } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Bar, Card, Time } from '../../ui/show.tsx';
import { Answer, Empty, SkeletonCards } from '../../ui/states.tsx';
import { ContractCard } from '../contracts/contracts.tsx';
import { toRoute } from '../inbox/notice-route.ts';
import { JobCard } from '../jobs/job-card.tsx';
import { PersonCard } from '../people/person-card.tsx';

/** The first page of those who are signed in: what waits for them, before anything else. */
export function Desk() {
  const side = useSide() ?? 'freelancer';
  const me = useMe();
  return (
    <Page
      title={m.desk.hello(me?.name ?? '')}
      lead={m.desk.lead[side]}
      actions={
        <ButtonLink kind="primary" to={side === 'client' ? '/jobs/new' : '/jobs'}>
          {side === 'client' ? m.myJobs.post : m.nav.jobs}
        </ButtonLink>
      }
    >
      <WithSide side={<Aside side={side} />}>
        <Turns side={side} />
        {side === 'freelancer' ? <Matches /> : <Recommended />}
      </WithSide>
    </Page>
  );
}

/** Running contracts, those first that wait for the reader. */
function Turns({ side }: { side: Side }) {
  const offers = useAnswer('contract_list', { status: 'paid', pagesize: 20 });
  const running = useAnswer('contract_list', { status: side === 'client' ? 'carry' : 'carry_fixed', pagesize: 20 });
  const hourly = useAnswer('contract_list', { status: 'carry_hour', pagesize: 20 }, { enabled: side === 'freelancer' });
  const all = [
    ...(offers.data?.contracts ?? []),
    ...(running.data?.contracts ?? []),
    ...(hourly.data?.contracts ?? []),
  ];
  const mine = all.filter((contract) => contract.turn.by === side);
  const theirs = all.filter((contract) => contract.turn.by !== side);
  return (
    <section>
      <h2 className="mb-3 text-lg font-semibold">{m.desk.turn}</h2>
      <Answer of={running} skeleton={<SkeletonCards count={2} />}>
        {() =>
          all.length === 0 ? (
            <Empty
              title={m.desk.nothing}
              action={
                <ButtonLink to={side === 'client' ? '/jobs/new' : '/jobs'}>
                  {side === 'client' ? m.myJobs.post : m.nav.jobs}
                </ButtonLink>
              }
            >
              {m.contracts.noneText[side]}
            </Empty>
          ) : (
            <ul className="grid gap-3">
              {[...mine, ...theirs].slice(0, 6).map((contract) => (
                <li key={contract.id}>
                  <ContractCard contract={contract} side={side} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}

function Matches() {
  const jobs = useAnswer('jobs_search', { pagesize: 4 });
  return (
    <section>
      <h2 className="mb-3 text-lg font-semibold">{m.home.newJobs}</h2>
      <Answer of={jobs}>
        {({ jobs: rows }) => (
          <div className="grid gap-3">
            {rows.map((job) => (
              <JobCard key={job.id} job={job} canKeep />
            ))}
          </div>
        )}
      </Answer>
    </section>
  );
}

function Recommended() {
  const people = useAnswer('freelancer_discover', {});
  if (people.data?.freelancers.length === 0) return null;
  return (
    <section>
      <h2 className="mb-3 text-lg font-semibold">{m.desk.people}</h2>
      <Answer of={people}>
        {({ freelancers }) => (
          <div className="grid gap-3 md:grid-cols-2">
            {freelancers.slice(0, 4).map((person) => (
              <PersonCard key={person.id} person={person} />
            ))}
          </div>
        )}
      </Answer>
    </section>
  );
}

function Aside({ side }: { side: Side }) {
  const wallet = useAnswer('margin_basic', {});
  return (
    <>
      {side === 'freelancer' && <Completeness />}
      <Card
        title={m.nav.wallet}
        side={
          <Link className="link text-sm" to="/wallet">
            {m.desk.open}
          </Link>
        }
      >
        <p className="text-2xl font-semibold tabular-nums">{wallet.data ? money(wallet.data.margin) : '—'}</p>
        <p className="text-sm text-muted">
          {side === 'client'
            ? m.contract.inEscrow(money(wallet.data?.trust_amount ?? 0))
            : m.desk.income(money(wallet.data?.income ?? 0))}
        </p>
      </Card>
      <News />
    </>
  );
}

function Completeness() {
  const { data } = useAnswer('profile_get', {}, { staleMs: 60_000 });
  const profile = data?.profile;
  const part = profile?.completeness;
  if (!profile || part === undefined) return null;
  if (profile.reg_step) {
    return (
      <Card title={m.desk.unfinished}>
        <div className="grid gap-3">
          <p className="text-muted">{m.desk.unfinishedText}</p>
          <ButtonLink kind="primary" to="/onboarding">
            {m.desk.goOn}
          </ButtonLink>
        </div>
      </Card>
    );
  }
  if (part >= 100) return null;
  return (
    <Card title={m.desk.complete(part)}>
      <div className="grid gap-3">
        <Bar part={part / 100} label={m.desk.complete(part)} />
        <ButtonLink to="/profile">{m.desk.fill}</ButtonLink>
      </div>
    </Card>
  );
}

function News() {
  const answer = useAnswer('notify_list', { rtype: 'all', pagesize: 5 });
  return (
    <Card
      title={m.notices.title}
      side={
        <Link className="link text-sm" to="/notices">
          {m.common.all}
        </Link>
      }
    >
      <Answer of={answer}>
        {({ notify }) =>
          notify.length === 0 ? (
            <p className="text-muted">{m.notices.none}</p>
          ) : (
            <ul className="grid gap-3">
              {notify.map((notice) => (
                <li key={notice.id}>
                  <Link to={notice.extra === '' ? '/notices' : toRoute(notice.extra.url)} className="hover:text-accent">
                    {m.said(notice.title)}
                  </Link>
                  <p className="text-sm text-muted">
                    <Time at={notice.create_at} />
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Card>
  );
}
