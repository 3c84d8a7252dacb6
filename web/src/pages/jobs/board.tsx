import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { money, number } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { sentenceOf } from '../../ui/form.ts';
import { Steps } from '../../ui/pager.tsx';
import { Avatar, Chip, Skills, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { tell, tellTrouble } from '../../ui/toast.tsx';
import { InviteButton } from '../people/invite.tsx';
import { PersonCard } from '../people/person-card.tsx';
import { type Proposal, ProposalMoves } from '../proposals/proposal-moves.tsx';
import { wordOf } from './job-card.tsx';
import { JobMoves } from './job-moves.tsx';

const columns = ['active', 'interview', 'hire', 'archive'] as const;
type ColumnName = (typeof columns)[number];
const mostCompared = 3;
const columnSize = 50;

/** Everybody who wants to do a job: applied, talking, hired, put aside; and whom to invite. */
export function BoardPage() {
  const { id = '' } = useParams();
  const job = useAnswer('jobs_one', { job_id: id });
  const name = job.data?.job.name ?? '';
  return (
    <Page
      title={name === '' ? m.board.title : name}
      back={{ to: '/my/jobs', label: m.nav.myJobs }}
      lead={
        job.data && (
          <Chip tone={job.data.job.status === 'normal' ? 'good' : 'plain'}>
            {wordOf(m.words.job, job.data.job.status)}
          </Chip>
        )
      }
      actions={
        job.data && (
          <>
            <ButtonLink to={`/jobs/${id}`}>{m.board.look}</ButtonLink>
            <JobMoves id={id} name={name} moves={job.data.job.moves} />
          </>
        )
      }
    >
      <Tabs
        label={m.board.title}
        tabs={[
          { id: 'board', label: m.board.title, content: () => <Board id={id} /> },
          { id: 'invited', label: m.board.invited, content: () => <Invited id={id} /> },
          { id: 'recommended', label: m.board.recommended, content: () => <RecommendedPeople id={id} /> },
        ]}
      />
    </Page>
  );
}

function Board({ id }: { id: string }) {
  const [chosen, setChosen] = useState<readonly Proposal[]>([]);
  const [isComparing, setComparing] = useState(false);
  const isChosen = (one: Proposal) => chosen.some((other) => other.proposal_id === one.proposal_id);
  const turn = (one: Proposal) =>
    setChosen(isChosen(one) ? chosen.filter((other) => other.proposal_id !== one.proposal_id) : [...chosen, one]);

  async function putAside(): Promise<void> {
    let moved = 0;
    for (const { proposal_id } of chosen.filter((one) => one.moves.includes('archive'))) {
      try {
        await call('proposal_update', { proposal_id, operate: 'archive' });
        moved += 1;
      } catch (error) {
        tellTrouble(sentenceOf(error));
      }
    }
    setChosen([]);
    await refresh(['proposal_list', 'jobs_proposal']);
    if (moved > 0) tell(m.board.aside);
  }

  return (
    <div className="grid gap-4">
      {chosen.length > 0 && (
        <div
          className="sticky top-16 z-20 flex flex-wrap items-center gap-2 rounded-xl border border-accent bg-accent-soft p-3"
          role="status"
        >
          <span className="me-auto">{m.board.chosen(chosen.length)}</span>
          <Button
            size="small"
            disabled={chosen.length < 2 || chosen.length > mostCompared}
            onClick={() => setComparing(true)}
          >
            {m.board.compare(mostCompared)}
          </Button>
          <Button size="small" onClick={() => void putAside()}>
            {m.board.putAside}
          </Button>
          <Button size="small" kind="quiet" onClick={() => setChosen([])}>
            {m.board.unchoose}
          </Button>
        </div>
      )}
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-4">
        {columns.map((column) => (
          <BoardColumn key={column} job={id} column={column} isChosen={isChosen} onTurn={turn} />
        ))}
      </div>
      {isComparing && <Compare proposals={chosen} onClose={() => setComparing(false)} />}
    </div>
  );
}

function BoardColumn({
  job,
  column,
  isChosen,
  onTurn,
}: {
  job: string;
  column: ColumnName;
  isChosen: (one: Proposal) => boolean;
  onTurn: (one: Proposal) => void;
}) {
  const [page, setPage] = useState(1);
  const answer = useAnswer(
    'proposal_list',
    { job_id: job, operate: column, pagenum: page, pagesize: columnSize },
    { keeps: true },
  );
  return (
    <section aria-label={m.board.columns[column]} className="grid content-start gap-3">
      <h2 className="font-semibold">
        {m.board.columns[column]}{' '}
        <span className="font-normal text-muted tabular-nums">{number(answer.data?.count ?? 0)}</span>
      </h2>
      <Answer of={answer}>
        {({ proposals }) =>
          proposals.length === 0 ? (
            <p className="rounded-xl border border-dashed border-line p-4 text-sm text-muted">{m.board.none[column]}</p>
          ) : (
            proposals.map((proposal) => (
              <Bid
                key={proposal.proposal_id}
                proposal={proposal}
                isChosen={isChosen(proposal)}
                {...((column === 'active' || column === 'interview') && { onTurn: () => onTurn(proposal) })}
              />
            ))
          )
        }
      </Answer>
      <Steps total={answer.data?.count ?? 0} size={columnSize} page={page} onPage={setPage} />
    </section>
  );
}

function Bid({ proposal, isChosen, onTurn }: { proposal: Proposal; isChosen: boolean; onTurn?: () => void }) {
  const { freelancer } = proposal.user;
  const isHourly = proposal.job.paymethod === 'hour';
  return (
    <article className="grid gap-2.5 rounded-xl border border-line bg-card p-4">
      <div className="flex items-start gap-3">
        <Avatar name={freelancer.name} src={freelancer.avatar} />
        <div className="min-w-0 flex-1">
          <Link to={`/proposals/${proposal.proposal_id}`} className="font-semibold hover:text-accent">
            {freelancer.name}
          </Link>
          <p className="truncate text-sm text-muted">{freelancer.title}</p>
        </div>
        {onTurn && (
          <input
            type="checkbox"
            aria-label={m.board.choose(freelancer.name)}
            className="mt-1 size-4 accent-(--color-accent)"
            checked={isChosen}
            onChange={onTurn}
          />
        )}
      </div>
      {proposal.price > 0 && (
        <p className="flex flex-wrap gap-x-3 text-sm">
          <span className="font-semibold tabular-nums">
            {isHourly ? m.person.perHour(money(proposal.price)) : money(proposal.price)}
          </span>
          {proposal.duration > 0 && <span className="text-muted">{wordOf(m.words.duration, proposal.duration)}</span>}
        </p>
      )}
      <p className="line-clamp-3 text-sm break-words">{proposal.message}</p>
      <Skills of={freelancer.skills} most={3} />
      <p className="text-sm text-muted">
        {proposal.ptype === 'I' && <Chip>{m.proposal.invitation}</Chip>} <Time at={proposal.create_at} />
      </p>
      {proposal.contract_id !== '' ? (
        <ButtonLink size="small" to={`/contracts/${proposal.contract_id}`}>
          {m.job.toContract}
        </ButtonLink>
      ) : (
        <ProposalMoves proposal={proposal} side="client" />
      )}
    </article>
  );
}

/** Up to three bids side by side. */
function Compare({ proposals, onClose }: { proposals: readonly Proposal[]; onClose: () => void }) {
  const rows: readonly (readonly [string, (one: Proposal) => string])[] = [
    [m.bid.price, (one) => (one.job.paymethod === 'hour' ? m.person.perHour(money(one.price)) : money(one.price))],
    [m.bid.duration, (one) => wordOf(m.words.duration, one.duration)],
    [m.compare.title, (one) => one.user.freelancer.title],
    [m.compare.rate, (one) => m.person.perHour(money(one.user.freelancer.hourly))],
    [
      m.compare.place,
      (one) => [one.user.freelancer.location.parent_name, one.user.freelancer.location.name].filter(Boolean).join(' '),
    ],
    [m.job.skills, (one) => one.user.freelancer.skills.join('、')],
    [m.bid.message, (one) => one.message],
  ];
  return (
    <Dialog title={m.compare.heading} shape="wide" onClose={onClose}>
      <Table
        label={m.compare.heading}
        rows={rows}
        keyOf={([name]) => name}
        columns={[
          { name: m.compare.what, show: ([name]) => <span className="text-muted">{name}</span> },
          ...proposals.map((one) => ({
            name: one.user.freelancer.name,
            show: ([, value]: (typeof rows)[number]) => (
              <span className="whitespace-pre-line">{value(one) || '—'}</span>
            ),
          })),
        ]}
      />
    </Dialog>
  );
}

function Invited({ id }: { id: string }) {
  const [page, setPage] = useState(1);
  const answer = useAnswer(
    'proposal_list',
    { job_id: id, operate: 'invite', pagenum: page, pagesize: columnSize },
    { keeps: true },
  );
  return (
    <Answer of={answer}>
      {({ proposals, count }) =>
        proposals.length === 0 ? (
          <Empty
            title={m.board.noInvited}
            action={
              <ButtonLink kind="primary" to="?tab=recommended">
                {m.myJobs.seeRecommended}
              </ButtonLink>
            }
          >
            {m.board.noInvitedText}
          </Empty>
        ) : (
          <>
            <div className="grid gap-3 md:grid-cols-2">
              {proposals.map((proposal) => (
                <Bid key={proposal.proposal_id} proposal={proposal} isChosen={false} />
              ))}
            </div>
            <Steps total={count} size={columnSize} page={page} onPage={setPage} />
          </>
        )
      }
    </Answer>
  );
}

function RecommendedPeople({ id }: { id: string }) {
  const answer = useAnswer('job_freelancer_recom', { job_id: id });
  return (
    <Answer of={answer}>
      {({ users }) =>
        users.length === 0 ? (
          <Empty title={m.board.noRecommended} action={<ButtonLink to="/freelancers">{m.nav.people}</ButtonLink>}>
            {m.board.noRecommendedText}
          </Empty>
        ) : (
          <div className="grid gap-3 md:grid-cols-2">
            {users.map((person) => (
              <PersonCard
                key={person.id}
                person={person}
                side={
                  person.invite ? (
                    <Chip tone="good">{m.invite.invited}</Chip>
                  ) : (
                    <InviteButton person={person} job={id} />
                  )
                }
              />
            ))}
          </div>
        )
      }
    </Answer>
  );
}
