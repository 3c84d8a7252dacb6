import { Link } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { money } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Avatar, Chip, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import { type Proposal, ProposalMoves } from './proposal-moves.tsx';

const size = 20;
const lists = ['active', 'invite', 'interview', 'freeze'] as const;

/** A freelancer's bids and invitations. */
export function ProposalsPage() {
  return (
    <Page title={m.nav.proposals} actions={<ButtonLink to="/jobs">{m.nav.jobs}</ButtonLink>}>
      <Tabs
        label={m.nav.proposals}
        tabs={lists.map((list) => ({ id: list, label: m.proposals.lists[list], content: () => <List list={list} /> }))}
      />
    </Page>
  );
}

function List({ list }: { list: (typeof lists)[number] }) {
  const [page] = usePage();
  const answer = useAnswer('proposal_list', { operate: list, pagenum: page, pagesize: size }, { keeps: true });
  return (
    <Answer of={answer}>
      {({ proposals, count }) =>
        proposals.length === 0 ? (
          <Empty
            title={m.proposals.none[list]}
            action={
              <ButtonLink kind="primary" to={list === 'invite' ? '/profile' : '/jobs'}>
                {list === 'invite' ? m.nav.profile : m.nav.jobs}
              </ButtonLink>
            }
          >
            {m.proposals.noneText[list]}
          </Empty>
        ) : (
          <>
            <ul className="grid gap-3">
              {proposals.map((proposal) => (
                <li key={proposal.proposal_id}>
                  <Row proposal={proposal} />
                </li>
              ))}
            </ul>
            <Pager total={count} size={size} />
          </>
        )
      }
    </Answer>
  );
}

function Row({ proposal }: { proposal: Proposal }) {
  const { client } = proposal.user;
  const isHourly = proposal.job.paymethod === 'hour';
  return (
    <article className="grid gap-3 rounded-xl border border-line bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <Link to={`/proposals/${proposal.proposal_id}`} className="text-lg font-semibold hover:text-accent">
            {proposal.job.name}
          </Link>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
            <span className="flex items-center gap-1.5">
              <Avatar name={client.name} src={client.avatar} size="small" />
              {client.name}
            </span>
            <Chip tone={proposal.status === 'interview' ? 'accent' : 'plain'}>
              {wordOf(m.words.proposal, proposal.status)}
            </Chip>
            <Time at={proposal.update_at} />
          </p>
        </div>
        {proposal.price > 0 && (
          <p className="font-semibold tabular-nums">
            {isHourly ? m.person.perHour(money(proposal.price)) : money(proposal.price)}
          </p>
        )}
      </div>
      <p className="line-clamp-2 break-words text-muted">{proposal.message}</p>
      {proposal.question !== '' && (
        <p className="text-sm text-muted">{m.proposal.because(m.said(proposal.question))}</p>
      )}
      {proposal.contract_id === '' ? (
        <ProposalMoves proposal={proposal} side="freelancer" />
      ) : (
        <div>
          <ButtonLink size="small" to={`/contracts/${proposal.contract_id}`}>
            {m.job.toContract}
          </ButtonLink>
        </div>
      )}
    </article>
  );
}
