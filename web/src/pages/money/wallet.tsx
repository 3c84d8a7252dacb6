import { useState } from 'react';
import { useAnswer } from '../../api/query.ts';
import { useSide } from '../../api/session.ts';
import { exact, instant, money } from '../../format.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { CsvButton } from '../../ui/csv-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Pager, usePage } from '../../ui/pager.tsx';
import { Card, Facts } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { useFilters } from '../jobs/job-filters.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import { everyRecord, recordColumns, recordKey, type RecordRow, recordsOnPage, signed } from './records.tsx';

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

function Records() {
  const filters = useFilters();
  const [page] = usePage();
  const [open, setOpen] = useState<RecordRow>();
  const rtype = kinds.find((kind) => kind === filters.text('type')) ?? 'all';
  const fields = {
    rtype,
    start_at: filters.text('from') || undefined,
    end_at: filters.text('until') || undefined,
  };
  const answer = useAnswer('margin_record', { ...fields, pagenum: page, pagesize: recordsOnPage }, { keeps: true });
  const { time, kind, about, amount, balance, tradeNo } = recordColumns();
  const opening: Column<RecordRow> = {
    ...time,
    show: (row) => (
      <button type="button" className="link text-start" onClick={() => setOpen(row)}>
        {time.show(row)}
      </button>
    ),
  };
  const columns = [opening, kind, about, amount, balance];
  return (
    <Card
      title={m.wallet.records}
      side={
        <CsvButton
          name={m.wallet.records}
          columns={[...columns, tradeNo]}
          isEmpty={!answer.data?.count}
          collect={(signal, onProgress) => everyRecord(fields, signal, onProgress)}
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
              <Table label={m.wallet.records} columns={columns} rows={records} keyOf={recordKey} />
              <Pager total={count} size={recordsOnPage} />
            </>
          )
        }
      </Answer>
      {open && <Story row={open} onClose={() => setOpen(undefined)} />}
    </Card>
  );
}

/** The story of one movement. */
function Story({ row, onClose }: { row: RecordRow; onClose: () => void }) {
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
