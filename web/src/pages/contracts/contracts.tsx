import { Link } from 'react-router';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { type Side, useSide } from '../../api/session.ts';
import { money } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Avatar, Chip, Countdown } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { type Tab, Tabs } from '../../ui/tabs.tsx';
import { wordOf } from '../jobs/job-card.tsx';

export type Contract = AnswerOf<'contract_list'>['contracts'][number];

const size = 20;
const lists = {
  client: ['carry', 'carry_pay', 'paid', 'offer', 'all'],
  freelancer: ['carry_fixed', 'carry_hour', 'paid', 'finish', 'all'],
} as const;

export const toneOf = (status: string) =>
  status === 'carry'
    ? ('good' as const)
    : status === 'dispute'
      ? ('bad' as const)
      : status === 'paid' || status === 'unpaid' || status === 'pause'
        ? ('warn' as const)
        : ('plain' as const);

/** The contracts of the side one acts for. */
export function ContractsPage() {
  const side = useSide() ?? 'freelancer';
  const tabs: readonly Tab[] = lists[side].map((list) => ({
    id: list,
    label: m.contracts.lists[list],
    content: () => <List list={list} side={side} />,
  }));
  return (
    <Page title={m.nav.contracts}>
      <Tabs key={side} label={m.nav.contracts} tabs={tabs} />
    </Page>
  );
}

function List({ list, side }: { list: string; side: Side }) {
  const [page] = usePage();
  const answer = useAnswer('contract_list', { status: list, pagenum: page, pagesize: size }, { keeps: true });
  return (
    <Answer of={answer}>
      {({ contracts, count }) =>
        contracts.length === 0 ? (
          <Empty
            title={m.contracts.none}
            action={
              <ButtonLink kind="primary" to={side === 'client' ? '/my/jobs' : '/jobs'}>
                {side === 'client' ? m.nav.myJobs : m.nav.jobs}
              </ButtonLink>
            }
          >
            {m.contracts.noneText[side]}
          </Empty>
        ) : (
          <>
            <ul className="grid gap-3">
              {contracts.map((contract) => (
                <li key={contract.id}>
                  <ContractCard contract={contract} side={side} />
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

export function ContractCard({ contract, side }: { contract: Contract; side: Side }) {
  const other = side === 'client' ? contract.user.freelancer : contract.user.client;
  return (
    <article className="relative grid gap-2 rounded-xl border border-line bg-card p-4 hover:border-edge sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 items-start gap-3">
          <Avatar name={other.name} src={other.avatar} />
          <div className="min-w-0">
            <h3 className="font-semibold">
              <Link
                to={`/contracts/${contract.id}`}
                className="after:absolute after:inset-0 after:rounded-xl hover:text-accent"
              >
                {contract.name}
              </Link>
            </h3>
            <p className="text-sm text-muted">{other.name}</p>
          </div>
        </div>
        <Chip tone={toneOf(contract.status)}>{wordOf(m.words.contract, contract.status)}</Chip>
      </div>
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        <span className="font-semibold tabular-nums">{termsOf(contract)}</span>
        <span className="text-muted">{m.contract.inEscrow(money(contract.in_escrow))}</span>
        <span className="text-muted">{m.contract.paidSoFar(money(contract.total_amount))}</span>
      </p>
      <TurnLine contract={contract} side={side} />
    </article>
  );
}

/** What the work pays: the whole, or by the hour. */
export const termsOf = (contract: Contract): string =>
  contract.hourly > 0 ? m.contract.hourlyTerms(money(contract.hourly), contract.workload) : money(contract.amount);

/** In one line: who acts next, by when, and what happens if nobody does. */
export function TurnLine({ contract, side }: { contract: Contract; side: Side }) {
  const { by, move, until, otherwise } = contract.turn;
  if (by === '') return null;
  const isMine = by === side;
  const other = side === 'client' ? contract.user.freelancer.name : contract.user.client.name;
  const who = isMine ? m.turn.you : by === 'operator' ? m.turn.operator : other;
  return (
    <p className={`text-sm ${isMine ? 'font-medium text-accent' : 'text-muted'}`}>
      {m.turn.line(who, wordOf(m.turn.moves, move))}
      {until !== '' && (
        <>
          {' · '}
          <Countdown to={until} />
        </>
      )}
      {otherwise !== '' && ` · ${wordOf(m.turn.otherwise, otherwise)}`}
    </p>
  );
}
