/** An account and its entries; a transfer, its entries and what the parties read of it. */
import { Link, useParams } from 'react-router';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { money } from '../../format.ts';
import { Page, Part } from '../../layout/frame.tsx';
import { useFilters, useMarket } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { Rows } from '../../ui/rows.tsx';
import { Money, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { accountName } from './names.ts';

type Entry = AnswerOf<'account_read'>['items'][number];
type Line = AnswerOf<'transfer_read'>['lines'][number];
const size = 50;
const after = (entry: Entry) => (entry.balance_after === null ? m.common.none : <Money of={entry.balance_after} />);

export function AccountEntriesPage() {
  const market = useMarket();
  const { code = '' } = useParams();
  const { page, set } = useFilters();
  const found = useAnswer('account_read', { market, code, page, size });
  return (
    <Answer of={found}>
      {({ account, items, total }) => (
        <Page title={accountName(account)} lead={`${m.ledger.balance} ${money(account.balance)}`}>
          {items.length === 0 ? (
            <Empty title={m.ledger.noEntries} />
          ) : (
            <Rows<Entry>
              name={m.ledger.entries}
              rows={items}
              keyOf={(entry) => entry.transfer_id + entry.amount}
              paging={{ page, size, total, onPage: (next) => set({ page: next }) }}
              columns={[
                {
                  title: m.ledger.transfer,
                  show: ({ transfer_id: id, kind }) => (
                    <Link to={`/m/${market}/ledger/transfers/${id}`}>{wordOf(m.words.transfer, kind)}</Link>
                  ),
                },
                { title: m.common.amount, show: ({ amount }) => <Money of={amount} />, isNumber: true },
                { title: m.ledger.after, show: after, isNumber: true },
                { title: m.common.time, show: (entry) => <Time of={entry.made_at} isExact /> },
              ]}
            />
          )}
        </Page>
      )}
    </Answer>
  );
}

export function TransferPage() {
  const market = useMarket();
  const { id = '' } = useParams();
  const found = useAnswer('transfer_read', { market, id: Number(id) });
  return (
    <Answer of={found}>
      {({ transfer, entries, lines }) => (
        <Page title={wordOf(m.words.transfer, transfer.kind)} lead={<Time of={transfer.made_at} isExact />}>
          <Part title={m.ledger.entries}>
            <Rows<Entry>
              name={m.ledger.entries}
              rows={entries}
              keyOf={({ account, amount }) => account + amount}
              columns={[
                {
                  title: m.ledger.account,
                  show: (entry) => (
                    <Link to={`/m/${market}/ledger/accounts/${encodeURIComponent(entry.account)}`}>
                      {accountName({ code: entry.account, kind: entry.account_kind, party: entry.party })}
                    </Link>
                  ),
                },
                { title: m.common.amount, show: ({ amount }) => <Money of={amount} />, isNumber: true },
                { title: m.ledger.after, show: after, isNumber: true },
              ]}
            />
          </Part>
          <Part title={m.ledger.lines}>
            {lines.length === 0 ? <Empty title={m.ledger.noLines} /> : <Lines of={lines} />}
          </Part>
        </Page>
      )}
    </Answer>
  );
}

function Lines({ of }: { of: readonly Line[] }) {
  const market = useMarket();
  return (
    <Rows<Line>
      name={m.ledger.lines}
      rows={of}
      keyOf={(line) => line.party_uid + line.kind + line.amount}
      columns={[
        { title: m.ledger.owner, show: (line) => line.party_name },
        {
          title: m.common.kind,
          show: ({ kind, direction }) => `${wordOf(m.words.line, kind)}（${wordOf(m.ledger.direction, direction)}）`,
        },
        { title: m.common.amount, show: ({ amount }) => <Money of={amount} />, isNumber: true },
        { title: m.ledger.fee, show: ({ fee }) => <Money of={fee} />, isNumber: true },
        { title: m.ledger.balance, show: (line) => <Money of={line.balance_after} />, isNumber: true },
        {
          title: m.ledger.tradeNo,
          show: ({ trade_no: no, kind }) =>
            /^\d{18}$/.test(no) && kind !== 'withdraw' ? (
              <Link to={`/m/${market}/orders/${no}`}>{no}</Link>
            ) : (
              no || m.common.none
            ),
        },
        { title: m.ledger.note, show: ({ note }) => note || m.common.none },
      ]}
    />
  );
}
