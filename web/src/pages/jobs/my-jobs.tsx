import { Link } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Chip, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { payOf, wordOf } from './job-card.tsx';
import { JobMoves } from './job-moves.tsx';

const size = 20;
const lists = ['normal', 'draft', 'close'] as const;

/** The client's own jobs, with what has come of each. */
export function MyJobsPage() {
  return (
    <Page
      title={m.nav.myJobs}
      actions={
        <ButtonLink kind="primary" to="/jobs/new">
          {m.myJobs.post}
        </ButtonLink>
      }
    >
      <Tabs
        label={m.nav.myJobs}
        tabs={lists.map((list) => ({ id: list, label: m.myJobs.lists[list], content: () => <Jobs list={list} /> }))}
      />
    </Page>
  );
}

function Jobs({ list }: { list: (typeof lists)[number] }) {
  const [page] = usePage();
  const jobs = useAnswer('my_jobs_list', { status: list, pagenum: page, pagesize: size }, { keeps: true });
  const counts = useAnswer('jobs_proposal', { pagesize: 100 }, { enabled: list !== 'draft' });
  const countsOf = new Map(counts.data?.jobs.map((job) => [job.id, job]));
  return (
    <Answer of={jobs}>
      {({ jobs: rows, count }) =>
        rows.length === 0 ? (
          <Empty
            title={m.myJobs.none[list]}
            action={
              <ButtonLink kind="primary" to="/jobs/new">
                {m.myJobs.post}
              </ButtonLink>
            }
          >
            {m.myJobs.noneText}
          </Empty>
        ) : (
          <>
            <ul className="grid gap-3">
              {rows.map((job) => {
                const seen = countsOf.get(job.id);
                return (
                  <li key={job.id} className="grid gap-2 rounded-xl border border-line bg-card p-4 sm:p-5">
                    <div className="flex items-start justify-between gap-3">
                      <div className="min-w-0">
                        <Link
                          to={list === 'draft' ? `/jobs/${job.id}/edit` : `/my/jobs/${job.id}`}
                          className="text-lg font-semibold hover:text-accent"
                        >
                          {job.name}
                        </Link>
                        <p className="flex flex-wrap gap-x-3 gap-y-1 text-sm text-muted">
                          <Chip tone={job.status === 'normal' ? 'good' : 'plain'}>
                            {wordOf(m.words.job, job.status)}
                          </Chip>
                          <span className="tabular-nums">{payOf(job)}</span>
                          <span>{m.said(job.category)}</span>
                          <Time at={job.create_at} />
                        </p>
                      </div>
                      <JobMoves id={job.id} name={job.name} moves={job.moves} />
                    </div>
                    {seen && (
                      <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
                        {seen.apply_num > 0 && (
                          <span>
                            {m.myJobs.applied(seen.apply_num)}{' '}
                            {seen.apply_new > 0 && <Chip tone="accent">{m.myJobs.fresh(seen.apply_new)}</Chip>}
                          </span>
                        )}
                        {seen.interview_num > 0 && <span>{m.myJobs.talking(seen.interview_num)}</span>}
                        {seen.invite_num > 0 && <span>{m.myJobs.invited(seen.invite_num)}</span>}
                        {seen.contract_num > 0 && <span>{m.myJobs.contracts(seen.contract_num)}</span>}
                        {seen.apply_num + seen.interview_num + seen.invite_num + seen.contract_num === 0 && (
                          <span className="text-muted">
                            {m.myJobs.quiet}{' '}
                            <Link to={`/my/jobs/${job.id}?tab=recommended`} className="link">
                              {m.myJobs.seeRecommended}
                            </Link>
                          </span>
                        )}
                      </p>
                    )}
                  </li>
                );
              })}
            </ul>
            <Pager total={count} size={size} />
          </>
        )
      }
    </Answer>
  );
}
