import { Link, useParams } from 'react-router';
import { filePath } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { type Side, useSide } from '../../api/session.ts';
import { money } from '../../format.ts';
import { Page, PageAnswer, WithSide } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Avatar, Card, Chip, Facts, Skills, Time } from '../../ui/show.tsx';
import { Thread } from '../inbox/thread.tsx';
import { payOf, wordOf } from '../jobs/job-card.tsx';
import { type Proposal, ProposalMoves } from './proposal-moves.tsx';

/** One bid or invitation, for both its sides: the person, the terms, what was said, the next move. */
export function ProposalPage() {
  const { id = '' } = useParams();
  const side = useSide() ?? 'freelancer';
  const answer = useAnswer('proposal_list', { proposal_id: Number(id) });
  return (
    <PageAnswer
      of={answer}
      title={m.thread.title}
      back={side === 'client' ? { to: '/my/jobs', label: m.nav.myJobs } : { to: '/proposals', label: m.nav.proposals }}
    >
      {({ proposals: [proposal] }) => proposal && <Shown proposal={proposal} side={side} />}
    </PageAnswer>
  );
}

function Shown({ proposal, side }: { proposal: Proposal; side: Side }) {
  const other = side === 'client' ? proposal.user.freelancer : proposal.user.client;
  const back =
    side === 'client'
      ? { to: `/my/jobs/${proposal.job.id}`, label: proposal.job.name }
      : { to: '/proposals', label: m.nav.proposals };
  return (
    <Page
      title={m.proposal.with(other.name)}
      back={back}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <Chip tone={proposal.status === 'interview' || proposal.status === 'hire' ? 'good' : 'plain'}>
            {wordOf(m.words.proposal, proposal.status)}
          </Chip>
          {proposal.ptype === 'I' ? m.proposal.invitation : m.proposal.bid}
          <Time at={proposal.create_at} />
        </span>
      }
      actions={
        proposal.contract_id === '' ? (
          <ProposalMoves proposal={proposal} side={side} />
        ) : (
          <ButtonLink kind="primary" to={`/contracts/${proposal.contract_id}`}>
            {m.job.toContract}
          </ButtonLink>
        )
      }
    >
      <WithSide side={<Aside proposal={proposal} side={side} />}>
        <Card title={m.proposal.said}>
          <p className="break-words whitespace-pre-line">{proposal.message}</p>
          {proposal.attachment.path && (
            <a href={filePath(proposal.attachment.path)} className="link mt-3 inline-flex items-center gap-2">
              <Icon name="file" />
              {proposal.attachment.name}
            </a>
          )}
          {proposal.question !== '' && (
            <p className="mt-3 text-muted">{m.proposal.because(m.said(proposal.question))}</p>
          )}
          {proposal.reason !== '' && <p className="mt-1 text-muted">{proposal.reason}</p>}
        </Card>
        <Card title={m.thread.title}>
          <Thread
            about={{ proposal_id: proposal.proposal_id }}
            canTalk={proposal.status !== 'refuse' && proposal.status !== 'revoke'}
          />
        </Card>
      </WithSide>
    </Page>
  );
}

function Aside({ proposal, side }: { proposal: Proposal; side: Side }) {
  const { freelancer, client } = proposal.user;
  const isHourly = proposal.job.paymethod === 'hour';
  return (
    <>
      <Card>
        <div className="flex items-center gap-3">
          <Avatar
            name={side === 'client' ? freelancer.name : client.name}
            src={side === 'client' ? freelancer.avatar : client.avatar}
          />
          <div className="min-w-0">
            {side === 'client' ? (
              <Link to={`/people/${freelancer.id}`} className="font-semibold hover:text-accent">
                {freelancer.name}
              </Link>
            ) : (
              <p className="font-semibold">{client.name}</p>
            )}
            <p className="text-sm text-muted">{side === 'client' ? freelancer.title : m.side.names.client}</p>
          </div>
        </div>
        {side === 'client' && (
          <div className="mt-4">
            <Skills of={freelancer.skills} />
          </div>
        )}
      </Card>
      <Card title={m.proposal.terms}>
        <Facts
          rows={[
            proposal.price > 0 && [
              m.bid.price,
              isHourly ? m.person.perHour(money(proposal.price)) : money(proposal.price),
            ],
            proposal.duration > 0 && [m.bid.duration, wordOf(m.words.duration, proposal.duration)],
            [
              m.proposal.job,
              <Link key="job" to={`/jobs/${proposal.job.id}`} className="link">
                {proposal.job.name}
              </Link>,
            ],
            [m.job.payKind, wordOf(m.words.pay, proposal.job.paymethod)],
            [m.jobForm.budget, payOf(proposal.job)],
          ]}
        />
      </Card>
    </>
  );
}
