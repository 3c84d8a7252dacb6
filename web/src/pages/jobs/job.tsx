import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type AnswerOf, filePath } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { useMe, useSide } from '../../api/session.ts';
import { money, number } from '../../format.ts';
import { Page, PageAnswer, WithSide } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { RichText } from '../../ui/rich-text.tsx';
import { Avatar, Card, Chip, Facts, Skills, Stars, Time } from '../../ui/show.tsx';
import { FavoriteButton } from '../mine/favorite-button.tsx';
import { BidForm } from './bid-form.tsx';
import { payOf, wordOf } from './job-card.tsx';
import { JobMoves } from './job-moves.tsx';

type Job = AnswerOf<'jobs_one'>['job'];

/** One job: the story left, the terms and the next move right. */
export function JobPage() {
  const { id = '' } = useParams();
  const answer = useAnswer('jobs_one', { job_id: id });
  return (
    <PageAnswer of={answer} title={m.nav.jobs} back={{ to: '/jobs', label: m.nav.jobs }}>
      {({ job, other }) => <Shown job={job} other={other} />}
    </PageAnswer>
  );
}

function Shown({ job, other }: { job: Job; other: AnswerOf<'jobs_one'>['other'] }) {
  const side = useSide();
  const me = useMe();
  const isOwn = side === 'client' && me?.team_id === job.team.id;
  return (
    <Page
      title={job.name}
      back={isOwn ? { to: '/my/jobs', label: m.nav.myJobs } : { to: '/jobs', label: m.nav.jobs }}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Chip tone={job.status === 'normal' ? 'good' : 'plain'}>{wordOf(m.words.job, job.status)}</Chip>
          <span>{[job.category.parent_name, job.category.name].filter(Boolean).map(m.said).join(' · ')}</span>
          <Time at={job.create_at} />
        </span>
      }
      actions={
        isOwn ? (
          <>
            <ButtonLink kind="primary" to={`/my/jobs/${job.id}`}>
              {m.job.board}
            </ButtonLink>
            {job.status !== 'close' && job.status !== 'delete' && (
              <ButtonLink to={`/jobs/${job.id}/edit`}>{m.common.edit}</ButtonLink>
            )}
            <JobMoves id={job.id} name={job.name} moves={job.moves} />
          </>
        ) : (
          side === 'freelancer' && <FavoriteButton id={job.id} isKept={job.favorite} />
        )
      }
    >
      <WithSide
        side={<Aside job={job} isOwn={isOwn} />}
        {...(!isOwn && {
          bar: (
            <Card>
              <NextMove job={job} />
            </Card>
          ),
        })}
      >
        <Card title={m.job.description}>
          <div className="grid gap-4">
            <RichText html={job.description} />
            <Skills of={job.skills} most={20} />
            {job.attachment.path && (
              <a href={filePath(job.attachment.path)} className="link inline-flex items-center gap-2">
                <Icon name="file" />
                {job.attachment.name}
              </a>
            )}
          </div>
        </Card>
        <Needs job={job} />
        {other.length > 0 && (
          <Card title={m.job.otherJobs}>
            <ul className="grid gap-2">
              {other.map((one) => (
                <li key={one.id}>
                  <Link to={`/jobs/${one.id}`} className="link">
                    {one.name}
                  </Link>
                  <span className="ms-2 text-sm text-muted">{wordOf(m.words.pay, one.paymethod)}</span>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </WithSide>
    </Page>
  );
}

/** What the work needs, as far as its client has said. */
function Needs({ job }: { job: Job }) {
  const list = (words: Readonly<Record<string, string>>, keys: readonly string[]) =>
    keys.map((key) => words[key] ?? key).join('、');
  const rows = [
    job.stage !== '' && ([m.job.stage, wordOf(m.words.stage, job.stage)] as const),
    job.platforms.length > 0 && ([m.job.platforms, list(m.words.platform, job.platforms)] as const),
    job.frameworks.length > 0 && ([m.job.frameworks, job.frameworks.join('、')] as const),
    job.api.length > 0 && ([m.job.apis, list(m.words.api, job.api)] as const),
    job.languages.length > 0 && ([m.job.languages, job.languages.join('、')] as const),
  ];
  if (!rows.some(Boolean)) return null;
  return (
    <Card title={m.job.needs}>
      <Facts rows={rows} />
    </Card>
  );
}

function Aside({ job, isOwn }: { job: Job; isOwn: boolean }) {
  return (
    <>
      <Card>
        <div className="grid gap-4">
          <p className="text-2xl font-semibold tabular-nums">{payOf(job)}</p>
          <Facts
            rows={[
              [m.job.payKind, wordOf(m.words.pay, job.paymethod)],
              [m.job.level, wordOf(m.words.level, job.level)],
              job.duration > 0 && [m.jobs.duration, wordOf(m.words.duration, job.duration)],
              job.workload > 0 && [m.jobs.workload, wordOf(m.words.workload, job.workload)],
              [m.job.hires, m.job.people(job.hires)],
              [m.job.bids, number(job.proposal.proposal)],
              [m.job.talks, number(job.proposal.interview)],
              job.last_view_time !== '' && [m.job.seen, <Time key="seen" at={job.last_view_time} />],
            ]}
          />
        </div>
      </Card>
      {!isOwn && <ClientCard job={job} />}
    </>
  );
}

/** What a reader of the job may do: bid, go on with what has begun, or sign in. */
function NextMove({ job }: { job: Job }) {
  const side = useSide();
  const [isBidding, setBidding] = useState(false);
  if (side === undefined) {
    return (
      <ButtonLink kind="primary" wide to={`/sign-in?next=/jobs/${job.id}`}>
        {m.job.signInToBid}
      </ButtonLink>
    );
  }
  if (side === 'client') return <p className="text-sm text-muted">{m.job.onlyFreelancersBid}</p>;
  if (job.proposal.contract_id !== '') {
    return (
      <ButtonLink kind="primary" wide to={`/contracts/${job.proposal.contract_id}`}>
        {m.job.toContract}
      </ButtonLink>
    );
  }
  if (job.proposal.proposal_id > 0) {
    return (
      <div className="grid gap-2">
        <div>
          <Chip tone="accent">{wordOf(m.words.proposal, job.proposal.status)}</Chip>
        </div>
        <ButtonLink kind="primary" wide to={`/proposals/${job.proposal.proposal_id}`}>
          {m.job.toProposal}
        </ButtonLink>
      </div>
    );
  }
  if (job.status !== 'normal') return <p className="text-sm text-muted">{m.job.notOpen}</p>;
  return (
    <>
      <Button kind="primary" wide onClick={() => setBidding(true)}>
        {m.bid.title}
      </Button>
      {isBidding && <BidForm job={job} onClose={() => setBidding(false)} />}
    </>
  );
}

/** The client behind the job: what they have posted, hired and paid, and what was said of them. */
function ClientCard({ job }: { job: Job }) {
  const { data } = useAnswer('user_statistics', { team_id: job.team.id }, { enabled: job.team.id !== '' });
  const [numbers] = data?.statistics ?? [];
  return (
    <Card title={m.job.client}>
      <div className="grid gap-4">
        <div className="flex items-center gap-3">
          <Avatar name={job.team.name} src={job.team.logo} />
          <div>
            <p className="font-medium">{job.team.name}</p>
            {numbers && <Stars score={numbers.aver_score} count={numbers.eveluate_num} />}
          </div>
        </div>
        {numbers && (
          <Facts
            rows={[
              [m.job.clientJobs, number(numbers.jobs)],
              [
                m.job.clientHireRate,
                m.job.percent(numbers.jobs > 0 ? Math.min(100, Math.round((numbers.hires / numbers.jobs) * 100)) : 0),
              ],
              [m.job.clientPaid, money(numbers.total_amount)],
              numbers.hours > 0 && [m.job.clientHours, m.time.hours(numbers.hours)],
            ]}
          />
        )}
      </div>
    </Card>
  );
}
