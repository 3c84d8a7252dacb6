import { Link, useParams } from 'react-router';
import { filePath } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { type Side, useSide } from '../../api/session.ts';
import { money } from '../../format.ts';
import { Page, PageAnswer, WithSide } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { Avatar, Card, Chip, Facts, Money, Stars, Time } from '../../ui/show.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { WeeksOf } from '../hours/weeks-of.tsx';
import { Thread } from '../inbox/thread.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import { ContractMoves } from './contract-moves.tsx';
import { type Contract, termsOf, toneOf } from './contracts.tsx';
import { Milestones } from './milestones.tsx';
import { Timeline } from './timeline.tsx';

/** One contract for both its sides: whose turn it is, the money, the parts, everything that has happened. */
export function ContractPage() {
  const { id = '' } = useParams();
  const side = useSide() ?? 'freelancer';
  const answer = useAnswer('contract_list', { contract_id: id });
  return (
    <PageAnswer of={answer} title={m.nav.contracts} back={{ to: '/contracts', label: m.nav.contracts }}>
      {({ contracts: [contract] }) => contract && <Shown contract={contract} side={side} />}
    </PageAnswer>
  );
}

function Shown({ contract, side }: { contract: Contract; side: Side }) {
  return (
    <Page
      title={contract.name}
      back={{ to: '/contracts', label: m.nav.contracts }}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Chip tone={toneOf(contract.status)}>{wordOf(m.words.contract, contract.status)}</Chip>
          <Link to={`/jobs/${contract.job.id}`} className="link">
            {contract.job.name}
          </Link>
        </span>
      }
    >
      <WithSide
        side={<Aside contract={contract} side={side} />}
        bar={
          <Card>
            <ContractMoves contract={contract} side={side} />
          </Card>
        }
      >
        <Tabs
          label={m.contract.parts}
          tabs={[
            {
              id: 'work',
              label: contract.hourly > 0 ? m.contract.weeks : m.contract.milestones,
              content: () =>
                contract.hourly > 0 ? <WeeksOf contract={contract} /> : <Milestones contract={contract} side={side} />,
            },
            { id: 'messages', label: m.nav.messages, content: () => <Thread about={{ contract_id: contract.id }} /> },
            { id: 'history', label: m.contract.history, content: () => <Timeline contract={contract} side={side} /> },
            { id: 'terms', label: m.contract.terms, content: () => <Terms contract={contract} /> },
          ]}
        />
      </WithSide>
    </Page>
  );
}

/** The money, the other side, and what was said when it was over. */
function Aside({ contract, side }: { contract: Contract; side: Side }) {
  const other = side === 'client' ? contract.user.freelancer : contract.user.client;
  const left = Math.max(0, Math.round((contract.amount - contract.total_amount - contract.in_escrow) * 100) / 100);
  return (
    <>
      <Card title={m.contract.money}>
        <div className="grid gap-3">
          <p className="text-2xl font-semibold tabular-nums">{termsOf(contract)}</p>
          <Facts
            rows={[
              [m.contract.held, <Money key="held" of={contract.in_escrow} className="font-medium" />],
              [m.contract.paid, <Money key="paid" of={contract.total_amount} />],
              contract.hourly === 0 && [m.contract.left, <Money key="left" of={left} />],
              [m.contract.feeNow, `${contract.fee_percent}%`],
            ]}
          />
          <p className="text-sm text-muted">{m.contract.feeText[side]}</p>
        </div>
      </Card>
      <Card>
        <div className="flex items-center gap-3">
          <Avatar name={other.name} src={other.avatar} />
          <div>
            {side === 'client' ? (
              <Link to={`/people/${contract.user.freelancer.id}`} className="font-semibold hover:text-accent">
                {other.name}
              </Link>
            ) : (
              <p className="font-semibold">{other.name}</p>
            )}
            <p className="text-sm text-muted">
              {side === 'client' ? contract.user.freelancer.title : contract.user.client.name_private}
            </p>
          </div>
        </div>
      </Card>
      <Reviews contract={contract} />
    </>
  );
}

function Reviews({ contract }: { contract: Contract }) {
  const { user, team } = contract.evaluate;
  const rows = [
    [user, contract.user.client.name],
    [team, contract.user.freelancer.name],
  ] as const;
  if (!rows.some(([review]) => review.content !== undefined)) return null;
  return (
    <Card title={m.review.title}>
      <ul className="grid gap-4">
        {rows.map(([review, author]) => {
          if (review.content === undefined) return null;
          const marks = Object.values(review).filter((value) => typeof value === 'number');
          const score = marks.reduce((sum, value) => sum + value, 0) / Math.max(1, marks.length);
          return (
            <li key={author}>
              <p className="flex flex-wrap justify-between gap-2 text-sm">
                <span className="font-medium">{author}</span>
                <Stars score={score} count={1} />
              </p>
              <p className="mt-1 break-words">{review.content}</p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Terms({ contract }: { contract: Contract }) {
  return (
    <Card>
      <div className="grid gap-4">
        <p className="break-words whitespace-pre-line">{contract.message || m.contract.noMessage}</p>
        {contract.attachment?.path && (
          <a href={filePath(contract.attachment.path)} className="link inline-flex items-center gap-2">
            <Icon name="file" />
            {contract.attachment.name}
          </a>
        )}
        <Facts
          rows={[
            [m.job.payKind, wordOf(m.words.pay, contract.job.paymethod)],
            [m.bid.price, termsOf(contract)],
            contract.hourly > 0 && [m.contract.manual, contract.manual ? m.common.yes : m.common.no],
            contract.start_at !== '' && [m.contract.start, <Time key="start" at={contract.start_at} as="day" />],
            contract.end_at !== '' && [m.contract.end, <Time key="end" at={contract.end_at} as="day" />],
            contract.accept_at !== '' && [
              m.contract.accepted,
              <Time key="accepted" at={contract.accept_at} as="exact" />,
            ],
            contract.actual_end_at !== '' && [
              m.contract.ended,
              <Time key="ended" at={contract.actual_end_at} as="exact" />,
            ],
            [m.contract.invoice, contract.invoice],
            [m.contract.total, money(contract.total_amount)],
          ]}
        />
        {(contract.question || contract.reason) && (
          <p className="text-muted">
            {m.proposal.because([m.said(contract.question ?? ''), contract.reason].filter(Boolean).join('：'))}
          </p>
        )}
      </div>
    </Card>
  );
}
