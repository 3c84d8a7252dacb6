import { useState } from 'react';
import { useAnswer } from '../../api/query.ts';
import { useSide } from '../../api/session.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { useCategories } from '../../ui/catalog-fields.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Answer, Empty, SkeletonCards } from '../../ui/states.tsx';
import { SearchBox } from '../search-box.tsx';
import { JobCard, wordOf } from './job-card.tsx';
import { filterNames, JobFilters, useFilters } from './job-filters.tsx';

const size = 20;

/** The search of jobs. Its whole state stands in the address. */
export function JobsPage() {
  const side = useSide();
  const filters = useFilters();
  const [page] = usePage();
  const [isOpen, setOpen] = useState(false);
  const keyword = filters.text('q');
  const [low, high] = [filters.text('min'), filters.text('max')];
  // The address may hold anything; what does not fit is refused by the server with its own sentence.
  const found = useAnswer(
    'jobs_search',
    {
      keyword,
      categorys: filters.values('category').map(Number),
      paymethod: filters.values('pay') as ('hour' | 'fixed')[],
      level: filters.values('level') as ('entry' | 'middle' | 'expert')[],
      duration: filters.values('duration').map(Number),
      workload: filters.values('workload').map(Number),
      budget_range: low === '' && high === '' ? undefined : `${low},${high}`,
      sort: filters.text('sort') === 'best' ? 'best' : undefined,
      pagenum: page,
      pagesize: size,
    },
    { keeps: true },
  );
  const chosen = filterNames.flatMap((name) => filters.values(name));
  return (
    <Page
      title={m.jobs.title}
      lead={found.data ? m.jobs.count(number(found.data.count)) : ' '}
      actions={
        side === 'freelancer' && (
          <ButtonLink to={`/subscriptions?${subscription(filters)}`}>{m.jobs.subscribe}</ButtonLink>
        )
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <aside aria-label={m.common.filters} className="hidden rounded-xl border border-line bg-card p-4 lg:block">
          <JobFilters />
        </aside>
        <div className="grid gap-4">
          <SearchBox key={keyword} label={m.jobs.search} value={keyword} onSearch={(q) => filters.set({ q })} />
          <div className="flex flex-wrap items-center justify-between gap-2">
            <div className="lg:hidden">
              <Button size="small" onClick={() => setOpen(true)}>
                <Icon name="filter" size={16} />
                {m.common.filters}
                {chosen.length > 0 && ` (${chosen.length})`}
              </Button>
            </div>
            <select
              aria-label={m.jobs.order}
              className="input w-auto"
              value={filters.text('sort') === 'best' ? 'best' : ''}
              onChange={(event) => filters.set({ sort: event.target.value })}
            >
              <option value="">{m.jobs.newestFirst}</option>
              <option value="best">{m.jobs.bestFirst}</option>
            </select>
          </div>
          <Chosen />
          <Answer of={found} skeleton={<SkeletonCards count={5} className="h-44" />}>
            {({ jobs, count }) =>
              jobs.length === 0 ? (
                <Empty
                  title={m.jobs.none}
                  action={
                    chosen.length > 0 ? (
                      <Button onClick={() => filters.set(Object.fromEntries(filterNames.map((name) => [name, ''])))}>
                        {m.common.clearFilters}
                      </Button>
                    ) : (
                      <ButtonLink to="/jobs">{m.home.allJobs}</ButtonLink>
                    )
                  }
                >
                  {m.jobs.noneText}
                </Empty>
              ) : (
                <div>
                  <h2 className="sr-only">{m.jobs.results}</h2>
                  <div className={`grid gap-3 ${found.isPlaceholderData ? 'opacity-60' : ''}`}>
                    {jobs.map((job) => (
                      <JobCard key={job.id} job={job} keyword={keyword} canKeep={side === 'freelancer'} />
                    ))}
                  </div>
                  <Pager total={count} size={size} />
                </div>
              )
            }
          </Answer>
        </div>
      </div>
      {isOpen && (
        <Dialog title={m.common.filters} shape="drawer" onClose={() => setOpen(false)}>
          <JobFilters />
          <div className="sticky bottom-0 mt-5 bg-card py-3">
            <Button kind="primary" wide onClick={() => setOpen(false)}>
              {found.data ? m.jobs.show(number(found.data.count)) : m.common.close}
            </Button>
          </div>
        </Dialog>
      )}
    </Page>
  );
}

/** The search as the form of a subscription takes it. */
function subscription(filters: ReturnType<typeof useFilters>): string {
  const given = {
    keyword: filters.text('q'),
    paymethod: filters.text('pay'),
    level: filters.text('level'),
    duration: filters.text('duration'),
    workload: filters.text('workload'),
  };
  return new URLSearchParams(Object.entries(given).filter(([, value]) => value !== '')).toString();
}

/** What is filtered by, each of which can be taken away. */
function Chosen() {
  const filters = useFilters();
  const groups = useCategories();
  const categories = Object.fromEntries(
    groups.flatMap((group) => [group, ...group.children]).map((one) => [one.category_id, one.name]),
  );
  const words = {
    category: categories,
    pay: m.words.pay,
    level: m.words.level,
    duration: m.words.duration,
    workload: m.words.workload,
  };
  const chips = Object.entries(words).flatMap(([name, texts]) =>
    filters.values(name).map((value) => ({ name, value, text: wordOf(texts, value) })),
  );
  if (chips.length === 0) return null;
  return (
    <ul aria-label={m.common.filters} className="flex flex-wrap gap-2">
      {chips.map(({ name, value, text }) => (
        <li key={`${name}${value}`}>
          <button
            type="button"
            aria-label={m.form.without(text)}
            onClick={() =>
              filters.set({
                [name]: filters
                  .values(name)
                  .filter((one) => one !== value)
                  .join(','),
              })
            }
            className="inline-flex min-h-8 items-center gap-1 rounded-full bg-accent-soft px-3 text-sm text-accent"
          >
            {text}
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
