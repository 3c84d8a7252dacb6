import { lazy, Suspense } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { useIsSignedIn } from '../../api/who.ts';
import { useTitle } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Chip, Money } from '../../ui/show.tsx';
import { Answer, Empty, SkeletonCards } from '../../ui/states.tsx';
import { JobCard } from '../jobs/job-card.tsx';
import { PersonCard } from '../people/person-card.tsx';
import { SearchBox } from '../search-box.tsx';

const Desk = lazy(async () => ({ default: (await import('./desk.tsx')).Desk }));

/** The first page: for strangers what this is, for those who are signed in what waits for them. */
export function HomePage() {
  useTitle('');
  if (!useIsSignedIn()) return <Welcome />;
  return (
    <Suspense
      fallback={
        <div className="mx-auto max-w-page p-4">
          <SkeletonCards />
        </div>
      }
    >
      <Desk />
    </Suspense>
  );
}

const steps: readonly IconName[] = ['search', 'shield', 'check'];

function Welcome() {
  const navigate = useNavigate();
  return (
    <>
      <section className="border-b border-line bg-card">
        <div className="mx-auto grid max-w-page items-center gap-10 px-4 py-10 sm:py-16 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid gap-6">
            <div className="max-w-2xl">
              <h1 className="text-3xl font-semibold sm:text-4xl">{m.home.title}</h1>
              <p className="mt-3 text-lg text-muted">{m.home.lead}</p>
            </div>
            <div className="max-w-2xl">
              <SearchBox
                label={m.home.search}
                value=""
                onSearch={(text) => void navigate(`/jobs?q=${encodeURIComponent(text)}`)}
              />
              <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
                <span className="text-muted">{m.home.popular}</span>
                {m.home.words.map((word) => (
                  <Link key={word} to={`/jobs?q=${encodeURIComponent(word)}`} className="link">
                    {word}
                  </Link>
                ))}
              </p>
            </div>
            <div className="flex flex-wrap gap-3">
              <ButtonLink kind="primary" to="/sign-up?kind=3&next=/jobs/new">
                {m.home.hire}
              </ButtonLink>
              <ButtonLink to="/sign-up?kind=1">{m.home.work}</ButtonLink>
            </div>
          </div>
          <Sample />
        </div>
      </section>
      <div className="mx-auto grid max-w-page gap-10 px-4 py-10">
        <section aria-label={m.home.how} className="grid gap-4 sm:grid-cols-3">
          {m.home.steps.map((step, index) => (
            <div key={step.title} className="rounded-xl border border-line bg-card p-5">
              <span className="grid size-10 place-items-center rounded-full bg-accent-soft text-accent">
                <Icon name={steps[index] ?? 'check'} />
              </span>
              <h2 className="mt-3 font-semibold">{step.title}</h2>
              <p className="mt-1 text-muted">{step.text}</p>
            </div>
          ))}
        </section>
        <NewJobs />
        <GoodPeople />
      </div>
    </>
  );
}

/** How a deal looks: parts of it paid, under review, and safe in escrow. It says nothing that the words beside it do not. */
function Sample() {
  const states = [
    ['finish', 'good', 2_000],
    ['carry_pay', 'warn', 2_500],
    ['paid', 'plain', 1_500],
  ] as const;
  return (
    <div aria-hidden="true" className="hidden gap-4 rounded-2xl border border-line bg-paper p-5 lg:grid">
      <div className="flex items-baseline justify-between gap-3">
        <span className="font-semibold">{m.home.sample.title}</span>
        <Money of={6_000} className="text-lg font-semibold" />
      </div>
      <div className="h-2 overflow-hidden rounded-full bg-sunk">
        <div className="h-full w-1/3 rounded-full bg-accent" />
      </div>
      {states.map(([state, tone, amount], index) => (
        <div
          key={state}
          className="flex items-center justify-between gap-3 rounded-xl border border-line bg-card px-4 py-3"
        >
          <span>
            <span className="block font-medium">{m.home.sample.parts[index]}</span>
            <Chip tone={tone}>{m.words.stone[state]}</Chip>
          </span>
          <Money of={amount} className="font-medium" />
        </div>
      ))}
    </div>
  );
}

function Heading({ title, to, more }: { title: string; to: string; more: string }) {
  return (
    <div className="mb-4 flex items-baseline justify-between gap-4">
      <h2 className="text-xl font-semibold">{title}</h2>
      <Link to={to} className="link">
        {more}
      </Link>
    </div>
  );
}

function NewJobs() {
  const jobs = useAnswer('jobs_search', { pagesize: 6 });
  return (
    <section>
      <Heading title={m.home.newJobs} to="/jobs" more={m.home.allJobs} />
      <Answer of={jobs} skeleton={<SkeletonCards count={3} className="h-40" />}>
        {({ jobs: rows }) =>
          rows.length === 0 ? (
            <Empty title={m.home.noJobs} />
          ) : (
            <div className="grid gap-3 md:grid-cols-2">
              {rows.map((job) => (
                <JobCard key={job.id} job={job} />
              ))}
            </div>
          )
        }
      </Answer>
    </section>
  );
}

function GoodPeople() {
  const people = useAnswer('freelancer_search', { pagesize: 4 });
  return (
    <section>
      <Heading title={m.home.people} to="/freelancers" more={m.home.allPeople} />
      <Answer of={people} skeleton={<SkeletonCards count={2} className="h-40" />}>
        {({ users }) =>
          users.length === 0 ? (
            <Empty title={m.home.noPeople} />
          ) : (
            <div className="grid gap-3 md:grid-cols-2">
              {users.map((person) => (
                <PersonCard key={person.id} person={person} />
              ))}
            </div>
          )
        }
      </Answer>
    </section>
  );
}
