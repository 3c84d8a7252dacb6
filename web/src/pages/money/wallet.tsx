import { useState } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { useSide } from '../../api/session.ts';
import { exact, instant, money } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Card, Chip, Facts, Money, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { type Column, CsvButton, Table } from '../../ui/table.tsx';
import { useFilters } from '../jobs/job-filters.tsx';
import { wordOf } from '../jobs/job-card.tsx';

type Row = AnswerOf<'margin_record'>['records'][number];
const size = 20;
const kinds = ['all', 'deposit', 'withdraw', 'pay', 'refund', 'freeze', 'income', 'bonus'] as const;

/** What one has, what is on its way, what is held, and every movement of it. */
export function WalletPage() {
  const side = useSide() ?? 'freelancer';
  const wallet = useAnswer('margin_basic', {});
  return (
    <Page
      title={m.nav.wallet}
      actions={
        <>
          <ButtonLink kind={side === 'client' ? 'primary' : 'plain'} to="/wallet/top-up">
            {m.wallet.topUp}
          </ButtonLink>
          <ButtonLink kind={side === 'freelancer' ? 'primary' : 'plain'} to="/wallet/withdraw">
            {m.wallet.withdraw}
          </ButtonLink>
          <ButtonLink to="/wallet/accounts">{m.wallet.accounts}</ButtonLink>
        </>
      }
    >
      <div className="grid gap-5">
        <Answer of={wallet}>
          {({ margin, withdraw, trust_amount: held, expend_amount: spent, income }) => (
            <dl className="grid gap-3 sm:grid-cols-3">
              <Sum name={m.wallet.available} amount={margin} isMain />
              <Sum name={m.wallet.withdrawing} amount={withdraw} />
              {side === 'client' ? (
                <Sum name={m.wallet.inEscrow} amount={held ?? 0} note={m.wallet.spent(money(spent ?? 0))} />
              ) : (
                <Sum name={m.wallet.income} amount={income ?? 0} />
              )}
            </dl>
          )}
        </Answer>
        <Records />
      </div>
    </Page>
  );
}

function Sum({
  name,
  amount,
  note,
  isMain = false,
}: {
  name: string;
  amount: number;
  note?: string;
  isMain?: boolean;
}) {
  return (
    <div className="rounded-xl border border-line bg-card p-4 sm:p-5">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className={`font-semibold tabular-nums ${isMain ? 'text-3xl' : 'text-xl'}`}>{money(amount)}</dd>
      {note && <dd className="text-sm text-muted">{note}</dd>}
    </div>
  );
}

const signed = ({ type, amount }: Row) => `${type === 'D' ? '+' : '−'} ${money(amount)}`;

function Records() {
  const filters = useFilters();
  const [page] = usePage();
  const [open, setOpen] = useState<Row>();
  const rtype = kinds.find((kind) => kind === filters.text('type')) ?? 'all';
  const answer = useAnswer(
    'margin_record',
    {
      rtype,
      start_at: filters.text('from') || undefined,
      end_at: filters.text('until') || undefined,
      pagenum: page,
      pagesize: size,
    },
    { keeps: true },
  );
  const columns: readonly Column<Row>[] = [
    {
      name: m.wallet.time,
      show: (row) => (
        <button type="button" className="link text-start" onClick={() => setOpen(row)}>
          <Time at={row.create_at} as="exact" />
        </button>
      ),
      plain: (row) => row.create_at,
    },
    {
      name: m.wallet.kind,
      show: (row) => <Chip>{wordOf(m.words.record, row.record_type)}</Chip>,
      plain: (row) => wordOf(m.words.record, row.record_type),
    },
    {
      name: m.wallet.what,
      show: (row) => row.job.name ?? row.description,
      plain: (row) => row.job.name ?? row.description,
    },
    {
      name: m.money.amount,
      isNumber: true,
      show: (row) => <span className={row.type === 'D' ? 'text-good' : ''}>{signed(row)}</span>,
      plain: (row) => (row.type === 'D' ? row.amount : -row.amount),
    },
    { name: m.wallet.balance, isNumber: true, show: (row) => <Money of={row.margin} />, plain: (row) => row.margin },
  ];
  return (
    <Card
      title={m.wallet.records}
      side={
        <CsvButton
          name={m.wallet.records}
          columns={[...columns, { name: m.wallet.tradeNo, show: () => null, plain: (row) => `${row.trade_no} ` }]}
          rows={answer.data?.records ?? []}
        />
      }
    >
      <div className="mb-3 flex flex-wrap items-end gap-3">
        <label className="grid gap-1 text-sm">
          {m.wallet.kind}
          <select
            className="input w-auto"
            value={rtype}
            onChange={(event) => filters.set({ type: event.target.value === 'all' ? '' : event.target.value })}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {kind === 'all' ? m.common.all : wordOf(m.words.record, kind)}
              </option>
            ))}
          </select>
        </label>
        {(['from', 'until'] as const).map((name) => (
          <label key={name} className="grid gap-1 text-sm">
            {m.wallet[name]}
            <input
              type="date"
              className="input w-auto"
              value={filters.text(name)}
              onChange={(event) => filters.set({ [name]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <Answer of={answer}>
        {({ records, count }) =>
          records.length === 0 ? (
            <Empty title={m.wallet.none}>{m.wallet.noneText}</Empty>
          ) : (
            <>
              <Table
                label={m.wallet.records}
                columns={columns}
                rows={records}
                keyOf={(row) => `${row.trade_no}${row.record_type}${row.create_at}${row.amount}`}
              />
              <Pager total={count} size={size} />
            </>
          )
        }
      </Answer>
      {open && <Story row={open} onClose={() => setOpen(undefined)} />}
    </Card>
  );
}

/** The story of one movement. */
function Story({ row, onClose }: { row: Row; onClose: () => void }) {
  const at = instant(row.create_at);
  return (
    <Dialog title={wordOf(m.words.record, row.record_type)} onClose={onClose}>
      <div className="grid gap-4">
        <p className={`text-3xl font-semibold tabular-nums ${row.type === 'D' ? 'text-good' : ''}`}>{signed(row)}</p>
        <Facts
          rows={[
            [m.wallet.time, at ? exact(at) : ''],
            row.description !== '' && [m.wallet.what, row.description],
            row.job.name !== undefined && [m.proposal.job, row.job.name],
            row.job.team_name !== undefined && [m.job.client, row.job.team_name],
            row.fee > 0 && [m.wallet.gross, money(Math.round((row.amount + row.fee) * 100) / 100)],
            row.fee > 0 && [m.wallet.fee, `− ${money(row.fee)}`],
            [m.wallet.balance, money(row.margin)],
            [
              m.wallet.tradeNo,
              <span key="trade" className="break-all tabular-nums">
                {row.trade_no}
              </span>,
            ],
          ]}
        />
      </div>
    </Dialog>
  );
}
