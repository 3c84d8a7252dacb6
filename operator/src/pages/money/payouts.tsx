import { Link } from 'react-router';
import type { AnswerOf } from '../../api/client.ts';
import { useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { Page } from '../../layout/frame.tsx';
import { type Market, useFilters, useMarket } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { type Column, Rows } from '../../ui/rows.tsx';
import { Money, State, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';

export type Payout = AnswerOf<'payout_list'>['items'][number];
const size = 20;

export function PayoutsPage() {
  const market = useMarket();
  const { text, page, set } = useFilters();
  const may = useMay();
  const state = text('state') as keyof typeof m.words.payoutState | '';
  const found = useAnswer('payout_list', { market, ...(state !== '' && { state }), page, size });
  return (
    <Page
      title={m.payouts.title}
      actions={
        <Choice
          label={m.common.state}
          value={state}
          words={m.words.payoutState}
          onChange={(value) => set({ state: value })}
        />
      }
    >
      <Answer of={found}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty title={m.payouts.empty} />
          ) : (
            <Rows<Payout>
              name={m.payouts.title}
              rows={items}
              keyOf={({ id }) => id}
              paging={{ page, size, total, onPage: (next) => set({ page: next }) }}
              columns={payoutColumns(market, may('payouts.decide'))}
            />
          )
        }
      </Answer>
    </Page>
  );
}

export const payoutColumns = (market: Market, mayDecide: boolean): readonly Column<Payout>[] => [
  {
    title: m.payouts.party,
    show: ({ id, party, state }) => (
      <>
        <Link to={`/decisions/${market}/payout/${id}`}>{party}</Link>
        {mayDecide && state === 'requested' && <div className="small muted">{m.payouts.decide}</div>}
      </>
    ),
  },
  { title: m.common.amount, show: ({ amount }) => <Money of={amount} />, isNumber: true },
  { title: m.common.state, show: ({ state }) => <State of={state} words={m.words.payoutState} /> },
  {
    title: m.payouts.account,
    show: (row) => `${wordOf(m.words.payoutAccount, row.account_kind)} ${row.account} ${row.holder}`,
  },
  { title: m.payouts.approvals, show: ({ approvals }) => approvals.join('、') || m.common.none },
  { title: m.payouts.reason, show: ({ reason }) => reason || m.common.none },
  { title: m.payouts.created, show: (row) => <Time of={row.created_at} /> },
  { title: m.payouts.settled, show: (row) => <Time of={row.settled_at} /> },
];
